import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { RequestListener } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { freePort } from '../../engines/ports';
import { ROOT, runNode, scratch } from './support';

const MODULE = pathToFileURL(join(ROOT, 'engines', 'provision', 'download.mjs')).href;
const CONTENT = 'what was meant';
const SHA256 = createHash('sha256').update(CONTENT).digest('hex');
const place = scratch();
afterAll(() => place.remove());

/** Downloads in a process of its own, for the module is not TypeScript; resolves with why it failed, or `fetched`. */
async function download(url: string, to: string): Promise<string> {
  const script = `import { download } from ${JSON.stringify(MODULE)};
    await download(${JSON.stringify({ url, sha256: SHA256, to })}).then(
      () => console.log('fetched'), (error) => console.log(error.message));`;
  return (await runNode(['--input-type=module', '-e', script], {})).stdout.trim();
}

async function servedBy<T>(listener: RequestListener, use: (url: string) => Promise<T>): Promise<T> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    return await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}/archive`);
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

describe('download', () => {
  test('the file that was pinned: fetched', async () => {
    const to = join(place.folder, 'good');
    expect(
      await servedBy(
        (_, response) => response.end(CONTENT),
        (url) => download(url, to),
      ),
    ).toBe('fetched');
    expect(readFileSync(to, 'utf8')).toBe(CONTENT);
  });

  test('another file: refused with both checksums', async () => {
    const reason = await servedBy(
      (_, response) => response.end('something else'),
      (url) => download(url, join(place.folder, 'other')),
    );
    expect(reason).toMatch(/is not the pinned file: SHA-256 is [0-9a-f]{64}, expected/);
    expect(reason).toContain(SHA256);
  });

  test('no such file: refused with the answer, nothing is written', async () => {
    const to = join(place.folder, 'missing');
    const reason = await servedBy(
      (_, response) => response.writeHead(404).end(),
      (url) => download(url, to),
    );
    expect(reason).toContain('answered 404');
    expect(existsSync(to)).toBe(false);
  });

  test('nobody answers: refused with the reason', async () => {
    const reason = await download(`http://127.0.0.1:${await freePort()}/archive`, join(place.folder, 'none'));
    expect(reason).toMatch(/could not fetch .*ECONNREFUSED/);
  });

  test('a server that accepts and stays silent: given up within seconds', async () => {
    const startedMs = Date.now();
    const reason = await servedBy(
      () => undefined,
      (url) => download(url, join(place.folder, 'silent')),
    );
    expect(reason).toContain('no answer in time');
    expect(Date.now() - startedMs).toBeLessThan(15_000);
  });
});
