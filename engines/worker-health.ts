/** Health check of a worker's container: ends with 0 if a worker on this host takes work. */
import { hostname } from 'node:os';
import { requirePoller } from './poller';

const { TEMPORAL_ADDRESS = '127.0.0.1:7233', TEMPORAL_NAMESPACE = 'default' } = process.env;

requirePoller(TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE, (identity) => identity.endsWith(`@${hostname()}`)).catch(
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  },
);
