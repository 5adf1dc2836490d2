import { member, startApi } from './support/running-api';
import type { RunningApi } from './support/running-api';
import type { Http } from './support/http';

let api: RunningApi;
let mei: Http;
let lin: Http;
beforeAll(async () => {
  const env = { REDRESS_LIMIT_READS: '12', REDRESS_LIMIT_WRITES: '4', REDRESS_LIMIT_ADDRESS: '40' };
  api = await startApi({ env });
  await api.enter(...['mei', 'lin'].map((id) => member(id, { roles: ['complaintsDesk'] })));
  [mei, lin] = [await api.signedIn('mei'), await api.signedIn('lin')];
}, 60_000);
afterAll(() => api.stop());

test('an account that asks too often is refused for the time it is told, another one goes on', async () => {
  const first = await mei.get('/api/v1/me');
  expect(first.headers.get('ratelimit-policy')).toMatch(/^"reads"; q=12; w=60/);
  expect(first.headers.get('ratelimit')).toMatch(/^"reads"; r=11; t=\d+/);
  const again = await api.signedIn('mei');
  for (let i = 0; i < 11; i++) expect((await again.get('/api/v1/me')).status).toBe(200);
  const refused = await mei.get('/api/v1/me');
  expect(refused.body).toMatchObject({ status: 429, code: 'TooManyRequests' });
  const wait = Number(refused.headers.get('retry-after'));
  expect(wait).toBeGreaterThan(0);
  expect(wait).toBeLessThanOrEqual(60);
  expect((await lin.get('/api/v1/me')).status).toBe(200);
});

test('writing is counted apart from reading', async () => {
  const statuses: number[] = [];
  for (let i = 0; i < 6; i++) statuses.push((await lin.post('/api/v1/complaints', {})).status);
  expect(statuses).toEqual([400, 400, 400, 400, 429, 429]);
  expect((await lin.get('/api/v1/me')).status).toBe(200);
});

test('who has no session is counted by address, whatever they ask for; probes are not', async () => {
  const statuses: number[] = [];
  for (let i = 0; i < 60; i++) {
    const paths = ['/api/v1/me', '/api/v1/nothing-here', '/api/v1/openapi.json'];
    statuses.push((await api.http.as('forged').get(paths[i % 3] ?? '')).status);
  }
  expect(statuses.slice(-12)).toEqual(Array<number>(12).fill(429));
  expect((await api.http.get('/health')).status).toBe(200);
  expect((await api.http.get('/metrics')).headers.get('ratelimit')).toBeNull();
  expect((await lin.get('/api/v1/me')).status).toBe(200);
});
