/** Health check of a worker's container: ends with 0 if a worker on this host takes work. */
import { hostname } from 'node:os';
import { readTemporal } from '../temporal/target';
import { requirePoller } from './poller';

async function check(): Promise<void> {
  await requirePoller(readTemporal(process.env), (identity) => identity.endsWith(`@${hostname()}`));
}

check().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
