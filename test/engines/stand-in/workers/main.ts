/** Stands in for the worker: does nothing until it is asked to end. */
const alive = setInterval(() => undefined, 60_000);
process.once('SIGTERM', () => {
  console.log('worker ends');
  clearInterval(alive);
});
