import { PASSWORD, member, startApi } from './support/running-api';
import type { RunningApi } from './support/running-api';
import type { Answered } from './support/http';

// A proxy in front of it, whose word on the address counts.
let api: RunningApi;
beforeAll(async () => {
  api = await startApi({ env: { REDRESS_TRUSTED_PROXIES: '1' } });
  await api.enter(...['mei', 'lin', 'guo', 'sun'].map((id) => member(id, { roles: ['complaintsDesk'] })));
  await api.enter(member('root', { roles: ['administrator'] }));
}, 60_000);
afterAll(() => api.stop());
beforeEach(() => {
  // Attempts of one test must not count in the next.
  api.clock.now = new Date(api.clock.now.getTime() + 2 * 3_600_000);
});

const HOME = '198.51.100.7';
const elsewhere = (i: number): string => `203.0.113.${i}`;

function signIn(id: string, address: string, password = PASSWORD): Promise<Answered> {
  return api.http.post('/api/v1/session', { id, password }, { 'X-Forwarded-For': address });
}
async function guess(id: string, times: number, from: (i: number) => string): Promise<number[]> {
  const statuses: number[] = [];
  for (let i = 0; i < times; i++) statuses.push((await signIn(id, from(i), 'guess')).status);
  return statuses;
}

test('wrong guesses from elsewhere neither end a session nor keep the owner out where they were before', async () => {
  const session = api.http.as((await signIn('mei', HOME)).body.token as string);
  await guess('mei', 15, () => elsewhere(1));
  await guess('mei', 95, (i) => elsewhere(10 + (i % 40)));
  expect((await session.get('/api/v1/me')).status).toBe(200);
  expect((await signIn('mei', HOME)).status).toBe(201);
});

test('an owner at an address that is new to them is not kept out by ten guesses from another', async () => {
  expect(await guess('lin', 11, () => elsewhere(1))).toEqual([...Array<number>(10).fill(401), 429]);
  expect((await signIn('lin', elsewhere(2))).status).toBe(201);
});

test('many strange addresses together get a hundred guesses at an account within an hour', async () => {
  const statuses = await guess('guo', 120, (i) => elsewhere(i));
  expect(statuses.filter((status) => status === 401)).toHaveLength(100);
  const refused = await signIn('guo', elsewhere(200));
  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get('retry-after'))).toBeLessThanOrEqual(3_600);
  api.clock.now = new Date(api.clock.now.getTime() + Number(refused.headers.get('retry-after')) * 1000);
  expect((await signIn('guo', elsewhere(200))).status).toBe(201);
});

test('an administrator unlocks an account at once', async () => {
  await guess('sun', 10, () => HOME);
  expect((await signIn('sun', HOME)).status).toBe(429);
  const root = api.http.as((await signIn('root', elsewhere(250))).body.token as string);
  expect((await root.post('/api/v1/accounts/sun/unlock')).status).toBe(200);
  expect((await signIn('sun', HOME)).status).toBe(201);
});

test('addresses are kept as marks that say nothing', async () => {
  await signIn('mei', HOME);
  const rows = await api.models.staff.all();
  expect(JSON.stringify(rows)).not.toContain(HOME);
  expect(api.log.join('\n')).not.toContain(HOME);
});

describe('the first password that all samples share, where others than this machine reach the API', () => {
  const NEW = 'correct horse battery staple';
  const enter = async (id: string, mustChange: 'exposed' | undefined): Promise<void> => {
    await api.enter(member(id, { roles: ['complaintsDesk'] }));
    await api.models.staff.setMustChange(id, mustChange);
  };

  test('lets nobody in before it is changed, and then only who changed it', async () => {
    await enter('sample', 'exposed');
    const refused = await signIn('sample', HOME);
    expect(refused.body).toMatchObject({ status: 403, code: 'PasswordMustChange' });
    const changed = await api.http.post('/api/v1/session/password', {
      ...{ id: 'sample', password: PASSWORD, newPassword: NEW },
    });
    expect(changed.status).toBe(201);
    expect((await signIn('sample', HOME)).status).toBe(401);
    expect((await signIn('sample', HOME, NEW)).status).toBe(201);
  });

  test('is no longer good in a session that began while only this machine reached it', async () => {
    await enter('early', undefined);
    const early = api.http.as((await signIn('early', HOME)).body.token as string);
    await api.models.staff.setMustChange('early', 'exposed');
    expect((await early.get('/api/v1/tasks')).body).toMatchObject({ status: 403, code: 'PasswordMustChange' });
  });
});
