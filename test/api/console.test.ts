import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startApi } from './support/running-api';
import type { RunningApi } from './support/running-api';

const SCRIPT = `console.log(${JSON.stringify('x'.repeat(5_000))});`;
const PAGE = `<!doctype html><html><head><meta name="csp-nonce" content="__CSP_NONCE__"><style nonce="__CSP_NONCE__"></style></head><body><script type="module" src="/assets/index-abc123.js"></script></body></html>`;

const folder = mkdtempSync(join(tmpdir(), 'redress-console-'));
const dist = join(folder, 'dist');
let api: RunningApi;
beforeAll(async () => {
  api = await startApi({ env: { REDRESS_CONSOLE: dist } });
}, 60_000);
afterAll(async () => {
  await api.stop();
  rmSync(folder, { recursive: true });
});

const AS_PAGE = { Accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };
const get = (path: string, headers: Record<string, string> = AS_PAGE, method = 'GET') =>
  fetch(api.base + path, { headers, method, redirect: 'manual' });

test('where the console was not built, its address says how to, and the API works', async () => {
  const answered = await get('/');
  expect(answered.status).toBe(404);
  const text = await answered.text();
  expect(text).toContain('npm run build:web');
  expect(text).toContain('控制台尚未构建');
  expect((await api.http.get('/api/v1/policies')).status).toBe(401);
});

describe('once it was built', () => {
  beforeAll(() => {
    mkdirSync(join(dist, 'assets'), { recursive: true });
    writeFileSync(join(dist, 'index.html'), PAGE);
    writeFileSync(join(dist, 'icon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
    writeFileSync(join(dist, '.secret'), 'secret');
    writeFileSync(join(dist, 'assets', 'index-abc123.js'), SCRIPT);
    writeFileSync(join(folder, 'outside.txt'), 'outside');
  });

  test.each(['/', '/tasks', '/complaints/C260930-4K7QMXD', '/index.html', '/no-page-of-ours?x=1'])(
    'the page is served at %s, which it alone knows',
    async (path) => {
      const answered = await get(path);
      expect(answered.status).toBe(200);
      expect(answered.headers.get('content-type')).toMatch(/^text\/html/);
      expect(answered.headers.get('cache-control')).toBe('no-cache');
      expect(await answered.text()).toContain('/assets/index-abc123.js');
    },
  );

  test('each answer has a nonce of its own, in the page and in its policy, which allows nothing from elsewhere', async () => {
    const nonces = await Promise.all(
      [1, 2].map(async () => {
        const answered = await get('/tasks');
        const policy = answered.headers.get('content-security-policy') ?? '';
        const nonce = /'nonce-([\w-]{24})'/.exec(policy)?.[1] ?? '';
        expect(policy).toBe(
          "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-" +
            nonce +
            "'; connect-src 'self'; img-src 'self' data: blob:; media-src 'self'; font-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
        );
        const text = await answered.text();
        expect(text).toContain(`content="${nonce}"`);
        expect(text).not.toContain('__CSP_NONCE__');
        return nonce;
      }),
    );
    expect(nonces[0]).not.toBe(nonces[1]);
  });

  test('files with a hash in their name are kept for good, others are asked for anew', async () => {
    const script = await get('/assets/index-abc123.js');
    expect(script.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(script.headers.get('content-type')).toMatch(/javascript/);
    expect(script.headers.get('content-encoding')).toMatch(/gzip|br/);
    expect(await script.text()).toBe(SCRIPT);
    const icon = await get('/icon.svg');
    expect(icon.headers.get('cache-control')).toBe('no-cache');
    expect(icon.headers.get('etag')).toMatch(/\w/);
  });

  test.each([...['/api/v1/nothing', '/api', '/docs/nothing', '/assets/gone.js', '/health/nothing', '/metrics/x']])(
    '%s is missing and no page, also for a browser',
    async (path) => {
      const answered = await get(path);
      expect(answered.status).toBe(404);
      expect(answered.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    },
  );

  test('who asks for no page, or sends something, is answered by the API', async () => {
    expect((await get('/tasks', { Accept: 'application/json' })).status).toBe(404);
    expect((await get('/tasks', AS_PAGE, 'POST')).status).toBe(404);
    expect((await get('/api/v1/complaints', AS_PAGE)).status).toBe(401);
  });

  test('a program that asks for the first address is told where the console and the API are', async () => {
    const answered = await get('/', { Accept: '*/*' });
    expect(answered.status).toBe(200);
    expect(answered.headers.get('content-type')).toMatch(/^text\/plain/);
    const text = await answered.text();
    for (const part of ['浏览器', 'in a browser', '/api/v1', '/docs']) expect(text).toContain(part);
    expect((await get('/', { Accept: 'application/json' })).status).toBe(404);
    expect((await get('/', { Accept: '*/*' }, 'POST')).status).toBe(404);
  });

  test.each(['/../outside.txt', '/%2e%2e/outside.txt', '/assets/..%2f..%2foutside.txt', '/.secret', '/%2esecret'])(
    'no other file is served (%s)',
    async (path) => {
      const answered = await get(path, { Accept: '*/*' });
      expect(answered.status).toBeGreaterThanOrEqual(400);
      expect(await answered.text()).not.toMatch(/^(outside|secret)$/);
    },
  );

  test('the API’s own answers are not compressed', async () => {
    const answered = await fetch(`${api.base}/api/v1/openapi.json`);
    expect(answered.headers.get('content-encoding')).toBeNull();
    await answered.arrayBuffer();
  });
});
