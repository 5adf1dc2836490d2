import type { Server } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/** How an API that was asked to end does so, in milliseconds from then. */
export interface Ending {
  /** So long it takes requests as before, while `/ready` says no: time for proxies to send none any more. */
  readonly drainMs: number;
  /** By then requests under way have their answer or are cut off. */
  readonly withinMs: number;
}

/** What is under way when nothing new is taken any more gets so long at least. */
const LAST_REQUESTS_MS = 5_000;

/** Connections that are kept alive end with their next answer, so that a proxy sends nothing on one that closes. */
export function closeWithAnswers(server: Server, isStopping: () => boolean): void {
  server.prependListener('request', (_request, response) => {
    if (isStopping()) response.setHeader('Connection', 'close');
  });
}

/** Drains, then takes no new connections; requests under way are answered, as long as that doesn't take for ever. */
export async function closeServer(server: Server, { drainMs, withinMs }: Ending): Promise<void> {
  if (drainMs > 0) await sleep(drainMs);
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  await Promise.race([closed, sleep(Math.max(withinMs - drainMs, LAST_REQUESTS_MS), undefined, { ref: false })]);
  server.closeAllConnections();
}
