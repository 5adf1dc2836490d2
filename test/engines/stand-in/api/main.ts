/** Stands in for the API: ready at once, and answers what it was told. */
import { createServer } from 'node:http';

const { REDRESS_PORT, REDRESS_HOST, TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE, MONGODB_URI, REDRESS_DATA } = process.env;
const told = { TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE, MONGODB_URI, REDRESS_DATA };
const server = createServer((request, response) => {
  response.end(request.url === '/ready' ? 'ready' : JSON.stringify(told));
});
server.listen(Number(REDRESS_PORT), REDRESS_HOST);
process.once('SIGTERM', () => {
  console.log('API ends');
  server.close();
  server.closeAllConnections();
});
