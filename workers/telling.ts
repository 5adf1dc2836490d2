import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { collectDefaultMetrics, Registry } from 'prom-client';
import type { BackgroundWork } from '../background/background-work';
import { healthOf } from '../background/health';
import { measureArchive, measureBackground } from '../background/metrics';
import { ownReport } from '../background/reporting';
import type { ArchiveState } from '../models/process-reports';
import type { Retries } from './retries';

/**
 * Tells over HTTP, out of memory alone, what the worker knows of itself: `/metrics` for Prometheus, `/health/work` as the
 * API answers it, `/health` that it lives. Also while neither database nor Temporal answers.
 */
export async function tellOverHttp(
  { host, port }: { host: string; port: number },
  { background, archive, retries }: { background: BackgroundWork; archive: () => ArchiveState; retries: Retries },
): Promise<{ port: number; stop: () => void }> {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  measureBackground(registry, background);
  measureArchive(registry, archive);
  retries.measure(registry);
  const json = (body: unknown) => ({ type: 'application/json', body: JSON.stringify(body) });
  const pages: Readonly<
    Record<string, () => { type: string; body: string } | Promise<{ type: string; body: string }>>
  > = {
    '/health': () => json({ status: 'alive' }),
    '/health/work': () => json(healthOf([ownReport('worker', background, archive())], Date.now())),
    '/metrics': async () => ({ type: registry.contentType, body: await registry.metrics() }),
  };
  const server = createServer((request, response) => {
    const page = request.method === 'GET' ? pages[request.url ?? ''] : undefined;
    if (page === undefined) response.writeHead(404).end();
    else
      Promise.resolve(page()).then(
        ({ type, body }) => response.writeHead(200, { 'Content-Type': type, 'Cache-Control': 'no-store' }).end(body),
        () => response.writeHead(500).end(),
      );
  });
  server.listen(port, host);
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
