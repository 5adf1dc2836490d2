import { PASSWORD, member, startApi } from './support/running-api';
import type { RunningApi } from './support/running-api';
import type { Answered } from './support/http';
import { allPolicies } from '../support/policies';

let api: RunningApi;
beforeAll(async () => {
  api = await startApi();
  await api.enter(
    member('mei', { roles: ['complaintsDesk'], departments: ['customerService'] }),
    member('lin', { roles: ['complaintsManager'] }),
    member('au', { roles: ['auditor'] }),
    member('root', { roles: ['administrator'] }),
    member('guest'),
  );
}, 60_000);
afterAll(() => api.stop());

const OF_PAGE = { 'X-Redress': '1', 'Sec-Fetch-Site': 'same-origin' };

/** Signs in as the console does; answers what the browser would keep. */
async function cookieOf(id: string, before?: string): Promise<string> {
  const headers = { ...OF_PAGE, ...(before === undefined ? {} : { Cookie: before }) };
  const answered = await api.http.post('/api/v1/session', { id, password: PASSWORD, cookie: true }, headers);
  expect(answered.status).toBe(201);
  return (answered.headers.getSetCookie()[0] ?? '').split(';')[0] ?? '';
}

function ask(method: string, path: string, headers: Record<string, string>, body?: unknown): Promise<Answered> {
  return api.http.ask(method, `/api/v1${path}`, { headers, ...(body === undefined ? {} : { body }) });
}

const prefs = { language: 'en' };

test('the console signs in by a cookie that no script reads and no other host sets', async () => {
  const answered = await api.http.post('/api/v1/session', { id: 'mei', password: PASSWORD, cookie: true }, OF_PAGE);
  expect(answered.body).toEqual({ expiresAt: expect.any(String) });
  const [cookie = '', ...others] = answered.headers.getSetCookie();
  expect(others).toEqual([]);
  expect(cookie).toMatch(
    /^__Host-redress=[\w-]+\.[\w-]+\.[\w-]+; Path=\/; Secure; HttpOnly; SameSite=Strict; Max-Age=\d+$/,
  );
  expect(Number(/Max-Age=(\d+)/.exec(cookie)?.[1])).toBeGreaterThan(8 * 3600 - 60);
  const read = await ask('GET', '/me', { Cookie: cookie.split(';')[0] ?? '' });
  expect(read).toMatchObject({ status: 200, body: { id: 'mei' } });
});

test('a token by header works as before, and sets no cookie', async () => {
  const answered = await api.http.post('/api/v1/session', { id: 'mei', password: PASSWORD });
  expect(answered.body.token).toEqual(expect.any(String));
  expect(answered.headers.getSetCookie()).toEqual([]);
});

test.each([
  ['without the header', {}],
  ['from another site', { 'X-Redress': '1', 'Sec-Fetch-Site': 'cross-site' }],
  ['from another port of this machine', { 'X-Redress': '1', 'Sec-Fetch-Site': 'same-site' }],
  ['typed into the address bar', { 'X-Redress': '1', 'Sec-Fetch-Site': 'none' }],
  ['of another origin, by an old browser', { 'X-Redress': '1', Origin: 'https://elsewhere.example' }],
  ['of no origin, by an old browser', { 'X-Redress': '1', Origin: 'null' }],
])('with a session by cookie, nothing is changed by a request %s', async (_, headers) => {
  const cookie = await cookieOf('mei');
  for (const [method, path, body] of [
    ['PUT', '/me/preferences', prefs],
    ['POST', '/complaints', {}],
    ['POST', '/complaints/C260930-4K7QMXD/actions/approve', {}],
    ['DELETE', '/session', undefined],
  ] as const)
    expect((await ask(method, path, { Cookie: cookie, ...headers }, body)).body).toMatchObject({
      status: 403,
      code: 'CrossSite',
    });
  expect((await ask('GET', '/me', { Cookie: cookie })).status).toBe(200);
});

test.each([
  ['a browser that says which site it is', OF_PAGE],
  ['an old browser, of our own origin', { 'X-Redress': '1', Origin: 'http://HOST' }],
])('our own page changes things: %s', async (_, headers) => {
  const cookie = await cookieOf('mei');
  const host = new URL(api.base).host;
  const own = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, value.replace('HOST', host)]));
  expect(await ask('PUT', '/me/preferences', { Cookie: cookie, ...own }, prefs)).toMatchObject({
    status: 200,
    body: prefs,
  });
});

test.each(['cross-site', 'same-site'])('with a session by cookie, a %s page reads nothing', async (site) => {
  const cookie = await cookieOf('mei');
  expect((await ask('GET', '/me', { Cookie: cookie, 'Sec-Fetch-Site': site })).body.code).toBe('CrossSite');
});

test.each<Record<string, string>>([{}, { 'X-Redress': '1', 'Sec-Fetch-Site': 'cross-site' }])(
  'nobody is signed in by another site (%p)',
  async (headers) => {
    const answered = await api.http.post('/api/v1/session', { id: 'mei', password: PASSWORD, cookie: true }, headers);
    expect(answered).toMatchObject({ status: 403, body: { code: 'CrossSite' } });
    expect(answered.headers.getSetCookie()).toEqual([]);
  },
);

test('a session that was planted is no one’s: each sign-in begins its own, and ends the one there was', async () => {
  const first = await cookieOf('lin');
  const second = await cookieOf('mei', first);
  expect(second).not.toBe(first);
  expect((await ask('GET', '/me', { Cookie: second })).body.id).toBe('mei');
  expect((await ask('GET', '/me', { Cookie: first })).status).toBe(401);
});

test('a cookie that is there twice counts for nothing', async () => {
  const [mei, lin] = [await cookieOf('mei'), await cookieOf('lin')];
  expect((await ask('GET', '/me', { Cookie: `${mei}; ${lin}` })).status).toBe(401);
});

test('a token in the header goes before the cookie, also one that is no longer good', async () => {
  const cookie = await cookieOf('mei');
  const { body } = await api.http.post('/api/v1/session', { id: 'lin', password: PASSWORD });
  const both = { Cookie: cookie, Authorization: `Bearer ${body.token as string}` };
  expect((await ask('GET', '/me', both)).body.id).toBe('lin');
  expect((await ask('PUT', '/me/preferences', both, prefs)).status).toBe(200);
  expect((await ask('GET', '/me', { ...both, Authorization: 'Bearer nothing' })).status).toBe(401);
  expect((await ask('GET', '/me', { ...both, Authorization: '' })).status).toBe(401);
});

test('signing out ends the session and takes the cookie away', async () => {
  const cookie = await cookieOf('mei');
  const answered = await ask('DELETE', '/session', { Cookie: cookie, ...OF_PAGE });
  expect(answered.status).toBe(204);
  expect(answered.headers.getSetCookie()[0]).toMatch(/^__Host-redress=; .*Max-Age=0$/);
  expect((await ask('GET', '/me', { Cookie: cookie })).status).toBe(401);
});

test('a password changed from the console begins a session by cookie, and ends all others', async () => {
  await api.enter(member('fresh', { roles: ['complaintsDesk'] }));
  const before = await cookieOf('fresh');
  const answered = await api.http.post(
    '/api/v1/session/password',
    { id: 'fresh', password: PASSWORD, newPassword: 'another good long password', cookie: true },
    OF_PAGE,
  );
  expect(answered.body).toEqual({ expiresAt: expect.any(String) });
  const cookie = (answered.headers.getSetCookie()[0] ?? '').split(';')[0] ?? '';
  expect((await ask('GET', '/me', { Cookie: cookie })).body.id).toBe('fresh');
  expect((await ask('GET', '/me', { Cookie: before })).status).toBe(401);
});

test('who may do what is told for each kind of person, with titles', async () => {
  await api.models.policies.publish(allPolicies().get('enterprise-eight-step')!, { by: 'test' });
  const meOf = async (id: string) =>
    (await (await api.signedIn(id)).get('/api/v1/me')).body as { can: Record<string, boolean> };
  expect(await meOf('mei')).toMatchObject({
    can: { read: true, register: true, manage: false, audit: false, administer: false, payroll: false, finance: false },
    roleTitles: { complaintsDesk: { zh: expect.any(String), en: expect.any(String) } },
    departmentTitles: { customerService: { zh: expect.any(String), en: expect.any(String) } },
    expiresAt: expect.any(String),
  });
  expect((await meOf('lin')).can).toMatchObject({ register: true, manage: true });
  const supermarket = allPolicies().get('supermarket')!;
  await api.models.policies.publish(supermarket, { by: 'test' });
  const reader = Object.values(supermarket.reports ?? {})[0]?.to[0] ?? '';
  await api.enter(member('reader', { roles: [reader] }));
  expect((await meOf('reader')).can).toMatchObject({ seeReports: true });
  expect((await meOf('mei')).can).toMatchObject({ seeReports: false });
  expect(await meOf('au')).toMatchObject({
    can: { read: true, register: false, act: false, audit: true },
    roleTitles: { auditor: { zh: '审计员', en: 'Auditor' } },
  });
  expect((await meOf('root')).can).toMatchObject({ read: false, register: false, administer: true });
  expect(Object.values((await meOf('guest')).can)).not.toContain(true);
});

test('preferences are one’s own, and the next session has them', async () => {
  const [mei, reader] = [await api.signedIn('mei'), await api.signedIn('au')];
  expect((await mei.put('/api/v1/me/preferences', { language: 'zh', density: 'compact' })).status).toBe(200);
  expect((await (await api.signedIn('mei')).get('/api/v1/me')).body.prefs).toEqual({
    language: 'zh',
    density: 'compact',
  });
  expect((await reader.get('/api/v1/me')).body.prefs).toEqual({});
  expect((await mei.put('/api/v1/me/preferences', {})).body).toEqual({});
  expect((await mei.get('/api/v1/me')).body.prefs).toEqual({});
  expect((await mei.put('/api/v1/me/preferences', { colour: 'red' })).status).toBe(400);
});

test('the key for drafts in a browser is the same in each session, one’s own, and in no log', async () => {
  const keyOf = async (id: string) => (await (await api.signedIn(id)).get('/api/v1/me')).body.draftKey as string;
  const key = await keyOf('mei');
  expect(Buffer.from(key, 'base64url')).toHaveLength(32);
  expect(await keyOf('mei')).toBe(key);
  expect(await keyOf('lin')).not.toBe(key);
  expect(api.log.join('\n')).not.toContain(key);
});

test('neither cookie nor token is in the log or in the access record', async () => {
  const cookie = await cookieOf('mei');
  await ask('GET', '/me', { Cookie: cookie, 'Sec-Fetch-Site': 'cross-site' });
  expect(api.log.join('\n')).not.toContain('eyJ');
  await api.models.accessRecord.flush();
  const { items } = await api.models.accessRecord.list({ account: 'mei' }, { limit: 5 });
  expect(items[0]).toMatchObject({ kind: 'refused', code: 'CrossSite', operation: 'me', account: 'mei' });
  expect(JSON.stringify(items)).not.toContain('eyJ');
});
