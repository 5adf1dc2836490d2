import { PASSWORD, member, startApi } from './support/running-api';
import type { RunningApi } from './support/running-api';

let api: RunningApi;
beforeAll(async () => {
  api = await startApi();
  await api.enter(
    member('mei', { roles: ['complaintsDesk'], departments: ['customerService'] }),
    member('lin', { roles: ['complaintsManager'] }),
    member('guest'),
    member('gone', { roles: ['complaintsDesk'] }),
  );
}, 60_000);
afterAll(() => api.stop());
beforeEach(() => {
  // Attempts of one test must not count in the next.
  api.clock.now = new Date(api.clock.now.getTime() + 10 * 60_000);
});

const signIn = (body: unknown) => api.http.post('/api/v1/session', body);

test('a right password gets a token that says who one is', async () => {
  const mei = await api.signedIn('mei');
  const { status, body } = await mei.get('/api/v1/me');
  expect(status).toBe(200);
  expect(body).toMatchObject({
    id: 'mei',
    name: '名 mei',
    roles: ['complaintsDesk'],
    departments: ['customerService'],
    places: [],
    mayActFor: [],
  });
});

test('an unknown account and a wrong password are answered the same', async () => {
  const unknown = await signIn({ id: 'nobody', password: PASSWORD });
  const wrong = await signIn({ id: 'mei', password: 'wrong' });
  expect(unknown.status).toBe(401);
  expect({ ...unknown.body, instance: '' }).toEqual({ ...wrong.body, instance: '' });
});

test('an unknown account costs as much work as a wrong password', async () => {
  // Processor time, all threads together: it doesn't depend on what else the machine does.
  const workFor = async (id: string): Promise<number> => {
    const before = process.cpuUsage();
    for (let i = 0; i < 7; i++) await signIn({ id, password: 'wrong' });
    const { user, system } = process.cpuUsage(before);
    return user + system;
  };
  await workFor('mei');
  const [known, unknown] = [await workFor('lin'), await workFor('nobody-at-all')];
  // Without the hash for nobody it would be a tenth.
  expect(unknown / known).toBeGreaterThan(0.5);
  expect(unknown / known).toBeLessThan(2);
});

test('who has left can neither sign in nor go on', async () => {
  const gone = await api.signedIn('gone');
  expect((await gone.get('/api/v1/me')).status).toBe(200);
  await api.models.staff.upsert(member('gone', { roles: ['complaintsDesk'], active: false }));
  expect((await gone.get('/api/v1/me')).body).toMatchObject({ status: 401, code: 'NotSignedIn' });
  expect((await signIn({ id: 'gone', password: PASSWORD })).status).toBe(401);
});

test('a session that was ended is no longer good, at once', async () => {
  const lin = await api.signedIn('lin');
  await api.models.staff.endSessions('lin');
  expect((await lin.get('/api/v1/me')).body).toMatchObject({ status: 401, code: 'NotSignedIn' });
});

test('a token ends after eight hours, not before', async () => {
  const mei = await api.signedIn('mei');
  const signedInAt = api.clock.now.getTime();
  api.clock.now = new Date(signedInAt + 8 * 3_600_000 - 2_000);
  expect((await mei.get('/api/v1/me')).status).toBe(200);
  api.clock.now = new Date(signedInAt + 8 * 3_600_000 + 1_000);
  expect((await mei.get('/api/v1/me')).status).toBe(401);
});

test.each([
  ['altered', (token: string) => token.slice(0, -4) + 'AAAA'],
  [
    'without a signature',
    (token: string) => `${Buffer.from('{"alg":"none"}').toString('base64url')}.${token.split('.')[1] ?? ''}.`,
  ],
  ['of another shape', () => 'not-a-token'],
])('a token %s is refused, and says how to sign in', async (_, change) => {
  const { body } = await signIn({ id: 'mei', password: PASSWORD });
  const answered = await api.http.as(change(body.token as string)).get('/api/v1/me');
  expect(answered.status).toBe(401);
  expect(answered.headers.get('www-authenticate')).toMatch(/^Bearer/);
  expect(answered.body.wayOut).toContain('/api/v1/session');
});

test('the eleventh attempt within five minutes is refused, also with the right password, and says when to go on', async () => {
  for (let i = 0; i < 10; i++) expect((await signIn({ id: 'mei', password: 'guess' })).status).toBe(401);
  const refused = await signIn({ id: 'mei', password: PASSWORD });
  expect(refused.status).toBe(429);
  expect(refused.body.code).toBe('TooManyAttempts');
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(Number(refused.headers.get('retry-after'))).toBeLessThanOrEqual(300);
  expect((await signIn({ id: 'lin', password: PASSWORD })).status).toBe(201);
  api.clock.now = new Date(api.clock.now.getTime() + Number(refused.headers.get('retry-after')) * 1000);
  expect((await signIn({ id: 'mei', password: PASSWORD })).status).toBe(201);
});

test('attempts at many accounts from one address are bounded too', async () => {
  const statuses = await Promise.all(
    Array.from({ length: 110 }, async (_, i) => (await signIn({ id: `guess-${i}`, password: 'x' })).status),
  );
  expect(statuses.filter((status) => status === 429)).toHaveLength(10);
});

test('somebody without a role may see who they are and nothing else', async () => {
  const guest = await api.signedIn('guest');
  expect((await guest.get('/api/v1/me')).status).toBe(200);
  expect((await guest.get('/api/v1/complaints')).body).toMatchObject({ status: 403, code: 'RoleMissing' });
  expect((await guest.post('/api/v1/complaints', {})).body).toMatchObject({ status: 403, code: 'RoleMissing' });
});

test('without a session everything but the open addresses is closed', async () => {
  for (const path of ['/me', '/complaints', '/tasks', '/policies', '/audit/C260930-4K7QMXD', '/mails'])
    expect((await api.http.get(`/api/v1${path}`)).status).toBe(401);
  expect((await api.http.post('/api/v1/complaints/C260930-4K7QMXD/actions/approve', {})).status).toBe(401);
});

describe('a substitute', () => {
  const away = () => ({
    from: new Date(api.clock.now.getTime() - 3_600_000).toISOString(),
    to: new Date(api.clock.now.getTime() + 3_600_000).toISOString(),
  });
  beforeEach(() =>
    api.enter(
      member('chief', {
        roles: ['generalManager'],
        departments: ['head'],
        absences: [{ ...away(), substitute: 'mei' }],
      }),
      member('mei', { roles: ['complaintsDesk'], departments: ['customerService'] }),
    ),
  );

  test('acts in the roles of whoever is away, and is named with them', async () => {
    const mei = await api.signedIn('mei');
    const { body } = await mei.get('/api/v1/me', { 'X-Acting-For': 'chief' });
    expect(body).toMatchObject({ id: 'mei', for: 'chief', roles: ['generalManager'], departments: ['head'] });
    expect(body).not.toHaveProperty('ownDepartments');
    expect((await mei.get('/api/v1/me')).body.mayActFor).toEqual([{ id: 'chief', name: '名 chief' }]);
  });

  test('acts for nobody who is there again', async () => {
    const mei = await api.signedIn('mei');
    api.clock.now = new Date(api.clock.now.getTime() + 2 * 3_600_000);
    expect((await mei.get('/api/v1/me', { 'X-Acting-For': 'chief' })).body).toMatchObject({
      status: 403,
      code: 'MayNotActFor',
    });
  });

  test.each(['lin', 'nobody', ''])('acts for nobody else (%p)', async (other) => {
    const mei = await api.signedIn('mei');
    expect((await mei.get('/api/v1/me', { 'X-Acting-For': other })).body).toMatchObject({
      status: 403,
      code: 'MayNotActFor',
    });
  });

  test('is not somebody whom the directory does not name', async () => {
    const lin = await api.signedIn('lin');
    expect((await lin.get('/api/v1/me', { 'X-Acting-For': 'chief' })).body.code).toBe('MayNotActFor');
  });
});

test('passwords, tokens and addresses are not in the log', async () => {
  await signIn({ id: 'mei', password: 'a-password-that-must-not-be-logged' });
  const mei = await api.signedIn('mei');
  await mei.get('/api/v1/complaints?text=%E7%8E%8B%E5%B0%8F%E6%98%8E');
  const log = api.log.join('\n');
  expect(log).toContain('"operation":"signIn"');
  for (const secret of [PASSWORD, 'a-password-that-must-not-be-logged', 'eyJ', '127.0.0.1', '王小明', '%E7%8E%8B'])
    expect(log).not.toContain(secret);
});

test('the first password that all samples share is good while only this machine reaches the API', async () => {
  await api.enter(member('sample', { roles: ['complaintsDesk'] }));
  await api.models.staff.setMustChange('sample', 'exposed');
  expect((await signIn({ id: 'sample', password: PASSWORD })).status).toBe(201);
});
