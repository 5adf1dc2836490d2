import { startApi } from './support/running-api';
import type { RunningApi } from './support/running-api';

let api: RunningApi;
beforeAll(async () => {
  api = await startApi();
}, 60_000);
afterAll(() => api.stop());

test('the page of the documents needs nothing from elsewhere, and its own policy lets it have all it needs', async () => {
  const page = await api.http.get('/docs');
  const html = page.body as string;
  expect(page.headers.get('content-type')).toMatch(/^text\/html/);
  const files = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1] ?? '');
  expect(files.length).toBeGreaterThanOrEqual(4);
  for (const file of files) {
    expect(file).toMatch(/^\/docs\//);
    const answered = await fetch(api.base + file);
    expect([file, answered.status]).toEqual([file, 200]);
    expect((await answered.arrayBuffer()).byteLength).toBeGreaterThan(50);
  }
  // Scripts come from here and none stands in the page itself.
  expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
  expect(html).not.toMatch(/<script(?![^>]*src=)|\son\w+=|javascript:/);
});

test('its types are what browsers insist on', async () => {
  const typeOf = async (file: string) => (await fetch(`${api.base}/docs/${file}`)).headers.get('content-type');
  expect(await typeOf('start.js')).toMatch(/^text\/javascript/);
  expect(await typeOf('swagger-ui-bundle.js')).toMatch(/^text\/javascript/);
  expect(await typeOf('swagger-ui.css')).toMatch(/^text\/css/);
});

test('it shows the document that the API serves', async () => {
  const start = await (await fetch(`${api.base}/docs/start.js`)).text();
  const url = /url: '([^']+)'/.exec(start)?.[1] ?? '';
  expect((await api.http.get(url)).body).toMatchObject({ openapi: '3.1.0', info: { title: 'Redress' } });
});

test.each(['package.json', '..%2fpackage.json', '%2e%2e%2f%2e%2e%2fpackage.json', 'index.js', 'constructor'])(
  'no other file is served (%s)',
  async (file) => {
    expect((await fetch(`${api.base}/docs/${file}`)).status).toBe(404);
  },
);
