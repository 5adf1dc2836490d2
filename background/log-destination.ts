import pino from 'pino';

/** What waits while nothing can be written; what is beyond is dropped. */
const MOST_WAITING_BYTES = 1024 * 1024;

/**
 * Where a process logs: its standard output. By itself pino ends a process whose output can't be written, as on a full
 * disk; here lines wait in memory, the newest are dropped in the end, and the process goes on.
 */
export function logDestination(): pino.DestinationStream {
  const destination = pino.destination({ fd: process.stdout.fd, sync: true, maxLength: MOST_WAITING_BYTES });
  destination.on('error', () => undefined);
  return destination;
}
