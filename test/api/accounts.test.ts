import { PASSWORD, member, startApi } from './support/running-api';
import type { RunningApi } from './support/running-api';
import { fieldsOf } from './support/http';
import type { Answered, Http } from './support/http';
import { shippedPolicies } from '../support/policies';

const AT = '/api/v1/accounts';
const LONG = 'correct horse battery staple';

let api: RunningApi;
let root: Http;
let audit: Http;
beforeAll(async () => {
  api = await startApi();
  for (const bundle of shippedPolicies()) await api.models.policies.publish(bundle, { by: 'test' });
  await api.models.places.upsert({ id: 'hq', title: { zh: '总部', en: 'HQ' }, kind: 'headquarters' });
  await api.enter(
    member('root', { roles: ['administrator'] }),
    member('second', { roles: ['administrator'] }),
    member('audit', { roles: ['auditor'] }),
    member('mei', { roles: ['complaintsDesk'] }),
    member('lin', { roles: ['complaintsDesk'] }),
  );
  [root, audit] = [await api.signedIn('root'), await api.signedIn('audit')];
}, 120_000);
afterAll(() => api.stop());
beforeEach(() => {
  api.clock.now = new Date(api.clock.now.getTime() + 10 * 60_000);
});

interface Change {
  what: string;
  account: string;
  before?: object;
  after?: object;
}
/** The password that an administrator was shown. */
const oneTime = ({ body }: Answered): string => (body as { oneTimePassword: string }).oneTimePassword;
const signIn = (id: string, password: string): Promise<Answered> => api.http.post('/api/v1/session', { id, password });
const changePassword = (id: string, password: string, newPassword: string): Promise<Answered> =>
  api.http.post('/api/v1/session/password', { id, password, newPassword });
const add = (id: string, more: object = {}): Promise<Answered> =>
  root.post(AT, { id, name: '洪亮', mail: `${id}@shop.example`, roles: ['handler'], ...more });
/** The newest changes of somebody's account, as auditors read them. */
async function changesOf(id: string): Promise<Change[]> {
  return (await audit.get(`/api/v1/audit/access?kind=accountChanged&account=${id}`)).body.items as Change[];
}
const inHours = (hours: number): string => new Date(api.clock.now.getTime() + hours * 3_600_000).toISOString();

describe('somebody new', () => {
  test('signs in once they have changed the password that the administrator saw', async () => {
    const oneTimePassword = oneTime(await add('hong', { places: ['hq'] }));
    const refused = await signIn('hong', oneTimePassword);
    expect(refused.body).toMatchObject({ status: 403, code: 'PasswordMustChange' });
    expect(refused.body.wayOut).toContain('/api/v1/session/password');
    expect(refused.body).not.toHaveProperty('token');
    const { status, body } = await changePassword('hong', oneTimePassword, LONG);
    expect(status).toBe(201);
    expect((await api.http.as(body.token as string).get('/api/v1/me')).body).toMatchObject({
      id: 'hong',
      places: ['hq'],
    });
    expect((await signIn('hong', oneTimePassword)).status).toBe(401);
    expect((await signIn('hong', LONG)).status).toBe(201);
  });

  test.each(['added', 'reset', 'reinstated'])(
    'gets in by a one-time password for three days alone (%s)',
    async (how) => {
      const id = `late-${how}`;
      let password = oneTime(await add(id));
      if (how === 'reinstated') await root.post(`${AT}/${id}/retire`);
      const way = { added: undefined, reset: 'reset-password', reinstated: 'reinstate' }[how];
      if (way !== undefined) password = oneTime(await root.post(`${AT}/${id}/${way}`));
      const start = api.clock.now;
      const change = (by: string) => changePassword(id, by, LONG);
      try {
        api.clock.now = new Date(start.getTime() + 72 * 3_600_000);
        expect((await change(password)).body).toMatchObject({ status: 401, code: 'WrongCredentials' });
        api.clock.now = new Date(start.getTime() + 72 * 3_600_000 - 1);
        expect((await change(password)).status).toBe(201);
        // What they chose themselves stays good.
        api.clock.now = new Date(start.getTime() + 100 * 3_600_000);
        expect((await signIn(id, LONG)).status).toBe(201);
      } finally {
        api.clock.now = start;
      }
    },
  );

  test('is recorded with who entered them and what they may do, without a password', async () => {
    await add('yang');
    const [entry] = await changesOf('yang');
    expect(entry).toMatchObject({ account: 'root', what: 'added', whom: 'yang', after: { roles: ['handler'] } });
    expect(JSON.stringify(entry)).not.toMatch(/password|argon|hash/i);
  });

  test.each([
    ['an unknown role', { roles: ['emperor'] }, 'roles.0', 'unknown'],
    ['an unknown department', { departments: ['nowhere'] }, 'departments.0', 'unknown'],
    ['an unknown place', { places: ['moon'] }, 'places.0', 'unknown'],
    ['administrator beside another role', { roles: ['administrator', 'auditor'] }, 'roles', 'administrator_alone'],
    ['a mail that is none', { mail: 'hong' }, 'mail', 'invalid_format'],
    ['an id with capitals', { id: 'Hong' }, 'id', 'invalid_format'],
  ])('with %s is refused', async (_, more, field, code) => {
    const answered = await add('wrong', more);
    expect(answered.status).toBe(400);
    expect(fieldsOf(answered).map((one) => [one.field, one.code])).toEqual([[field, code]]);
  });

  test('never gets the id of somebody who is or was there', async () => {
    await api.enter(member('left', { active: false }), member('idle', { roles: [] }));
    for (const id of ['mei', 'left']) expect((await add(id)).body).toMatchObject({ status: 409, code: 'IdTaken' });
  });
});

describe('one’s own password', () => {
  beforeEach(() => api.enter(member('wei', { roles: ['complaintsDesk'] })));

  test('changed: every session ends, and the answer is a new one', async () => {
    const before = await api.signedIn('wei');
    const { body } = await changePassword('wei', PASSWORD, LONG);
    expect((await before.get('/api/v1/me')).status).toBe(401);
    expect((await api.http.as(body.token as string).get('/api/v1/me')).status).toBe(200);
    expect((await changesOf('wei'))[0]).toMatchObject({ account: 'wei', what: 'passwordChanged' });
  });

  test.each([
    ['too short', 'short', 'too_small'],
    ['leaked', '1q2w3e4r5t6y', 'leaked'],
    ['leaked, in capitals', '1Q2W3E4R5T6Y', 'leaked'],
    ['leaked, with figures behind', 'sonyericsson2026!', 'leaked'],
    ['a leaked one twice', 'dragondragon', 'leaked'],
    ['the same as before', PASSWORD, 'same'],
    ['one’s own id again and again', 'weiweiweiweiwei', 'guessable'],
    ['hardly any letter', 'abababababababa', 'guessable'],
  ])('that is %s is refused', async (_, password, code) => {
    const answered = await changePassword('wei', PASSWORD, password);
    expect(answered.status).toBe(400);
    expect(fieldsOf(answered).map((one) => [one.field, one.code])).toEqual([['newPassword', code]]);
    expect((await signIn('wei', PASSWORD)).status).toBe(201);
  });

  test('needs the old one, and guesses at it count as those at signing in', async () => {
    for (let i = 0; i < 10; i++) expect((await changePassword('wei', 'guess', LONG)).status).toBe(401);
    expect((await changePassword('wei', PASSWORD, LONG)).status).toBe(429);
    expect((await signIn('wei', PASSWORD)).status).toBe(429);
  });
});

describe('sessions', () => {
  test('signing out ends this one alone', async () => {
    const [one, other] = [await api.signedIn('mei'), await api.signedIn('mei')];
    expect((await one.delete('/api/v1/session')).status).toBe(204);
    expect((await one.get('/api/v1/me')).body).toMatchObject({ status: 401, code: 'NotSignedIn' });
    expect((await other.get('/api/v1/me')).status).toBe(200);
  });

  test('are listed to their owner, who ends one of them but nobody else’s', async () => {
    const [one, other, lin] = [await api.signedIn('mei'), await api.signedIn('mei'), await api.signedIn('lin')];
    const { items } = (await other.get('/api/v1/me/sessions')).body as { items: { id: string; isThis?: true }[] };
    expect(items.filter(({ isThis }) => isThis)).toHaveLength(1);
    const [linsOwn] = (await lin.get('/api/v1/me/sessions')).body.items as { id: string }[];
    expect((await other.delete(`/api/v1/me/sessions/${linsOwn?.id}`)).status).toBe(404);
    expect((await lin.get('/api/v1/me')).status).toBe(200);
    for (const { id, isThis } of items)
      if (isThis !== true) expect((await other.delete(`/api/v1/me/sessions/${id}`)).status).toBe(204);
    expect((await one.get('/api/v1/me')).status).toBe(401);
    expect((await other.get('/api/v1/me')).status).toBe(200);
  });

  test('anybody’s are ended by an administrator, one or all', async () => {
    const [one, other] = [await api.signedIn('lin'), await api.signedIn('lin')];
    const { items } = (await root.get(`${AT}/lin/sessions`)).body as { items: { id: string }[] };
    expect((await root.delete(`${AT}/lin/sessions/${items[0]?.id}`)).status).toBe(204);
    const left = async (): Promise<number[]> =>
      Promise.all([one, other].map(async (by) => (await by.get('/api/v1/me')).status));
    expect((await left()).sort()).toEqual([200, 401]);
    expect((await root.delete(`${AT}/lin/sessions`)).status).toBe(200);
    expect(await left()).toEqual([401, 401]);
    expect((await changesOf('lin'))[0]).toMatchObject({ account: 'root', what: 'sessionsEnded' });
  });

  test('of an administrator’s reset end at once, and the password is good for one thing only', async () => {
    await api.enter(member('pan', { roles: ['complaintsDesk'] }));
    const pan = await api.signedIn('pan');
    const oneTimePassword = oneTime(await root.post(`${AT}/pan/reset-password`));
    expect((await pan.get('/api/v1/me')).status).toBe(401);
    expect((await signIn('pan', PASSWORD)).status).toBe(401);
    expect((await signIn('pan', oneTimePassword)).body.code).toBe('PasswordMustChange');
  });
});

describe('who leaves', () => {
  test('is out at once, stays in the files, and may come back with a new password', async () => {
    await api.enter(member('gao', { roles: ['complaintsDesk'] }));
    const gao = await api.signedIn('gao');
    expect((await root.post(`${AT}/gao/retire`)).body).toMatchObject({ id: 'gao', active: false });
    expect((await gao.get('/api/v1/me')).status).toBe(401);
    expect((await signIn('gao', PASSWORD)).status).toBe(401);
    expect((await audit.get(`${AT}/gao`)).body.name).toBe('名 gao');
    const oneTimePassword = oneTime(await root.post(`${AT}/gao/reinstate`));
    expect((await changePassword('gao', oneTimePassword, LONG)).status).toBe(201);
    expect((await root.post(`${AT}/gao/reinstate`)).body.code).toBe('AlreadySo');
    expect(await changesOf('gao')).toMatchObject([
      { what: 'passwordChanged' },
      { what: 'reinstated', before: { active: false }, after: { active: true } },
      { what: 'retired', before: { active: true }, after: { active: false } },
    ]);
  });
});

describe('an administrator', () => {
  test.each([
    ['get', '/api/v1/complaints'],
    ['get', '/api/v1/tasks'],
    ['get', '/api/v1/complaints/C260930-4K7QMXD'],
    ['get', '/api/v1/complaints/C260930-4K7QMXD/timeline'],
    ['get', '/api/v1/complaints/C260930-4K7QMXD/actions'],
    ['post', '/api/v1/complaints'],
    ['post', '/api/v1/complaints/C260930-4K7QMXD/actions/note'],
    ['get', '/api/v1/mails'],
    ['get', '/api/v1/audit/access'],
    ['get', '/api/v1/dashboard'],
  ])('opens no case and acts in none: %s %s', async (method, path) => {
    const answered = await root.ask(method.toUpperCase(), path, method === 'post' ? { body: {} } : {});
    expect(answered.body).toMatchObject({ status: 403, code: 'RoleMissing' });
  });

  test.each(['mei', 'audit'])('is the only one who keeps accounts (%s)', async (id) => {
    const by = await api.signedIn(id);
    for (const asked of [
      () => by.post(AT, { id: 'x', name: 'x', mail: 'x@x.example', roles: [] }),
      () => by.patch(`${AT}/${id}`, { roles: ['administrator'] }),
      () => by.post(`${AT}/root/retire`),
      () => by.post(`${AT}/root/reset-password`),
      () => by.delete(`${AT}/root/sessions`),
      () => by.post('/api/v1/places', { id: 'x', title: { zh: 'x', en: 'x' }, kind: 'x' }),
    ])
      expect((await asked()).body).toMatchObject({ status: 403, code: 'RoleMissing' });
  });

  test.each([[['handler']], [['auditor']], [[]]])('gives themselves no other roles: %p', async (roles) => {
    expect((await root.patch(`${AT}/root`, { roles })).body).toMatchObject({ status: 403, code: 'NotOneself' });
    expect((await root.post(`${AT}/root/retire`)).body.code).toBe('NotOneself');
    expect((await root.post(`${AT}/root/reset-password`)).body.code).toBe('NotOneself');
  });

  test('stands in for nobody, and nobody for them; nor does an auditor', async () => {
    const absence = { from: inHours(1), to: inHours(2) };
    for (const [of, substitute] of [
      ['mei', 'second'],
      ['second', 'mei'],
      ['mei', 'audit'],
      ['audit', 'mei'],
    ])
      expect(fieldsOf(await root.post(`${AT}/${of}/absences`, { ...absence, substitute }))[0]?.code).toBe('overseer');
    // Not by a way round either: as who stands in becomes administrator or auditor.
    const now = { from: inHours(-1), to: inHours(1) };
    await api.enter(member('chief', { roles: ['generalManager'], absences: [{ ...now, substitute: 'third' }] }));
    for (const roles of [['auditor'], ['auditor', 'handler'], ['administrator']]) {
      await api.enter(member('third', { roles }));
      const third = await api.signedIn('third');
      expect((await third.get('/api/v1/complaints', { 'X-Acting-For': 'chief' })).body.code).toBe('MayNotActFor');
    }
    await root.post(`${AT}/third/retire`);
  });

  test('is always left: the last one neither leaves nor loses the role, also when two take it from one another', async () => {
    const second = await api.signedIn('second');
    const both = await Promise.all([root.post(`${AT}/second/retire`), second.post(`${AT}/root/retire`)]);
    const active = (await api.models.staff.all()).filter((one) => one.active && one.roles.includes('administrator'));
    expect(active.length).toBeGreaterThan(0);
    expect(both.filter(({ status }) => status === 200).length).toBeLessThan(2);
    await api.enter(member('root', { roles: ['administrator'] }), member('second', { roles: ['administrator'] }));
    [root] = [await api.signedIn('root')];
    expect((await root.patch(`${AT}/second`, { roles: ['handler'] })).status).toBe(200);
    await api.enter(member('second', { roles: ['administrator'] }));
    const alone = await api.signedIn('second');
    expect((await alone.post(`${AT}/root/retire`)).status).toBe(200);
    expect((await alone.patch(`${AT}/second`, { roles: [] })).body.code).toBe('NotOneself');
    await api.enter(member('root', { roles: ['administrator'] }));
    [root] = [await api.signedIn('root')];
  });
});

describe('absences', () => {
  beforeEach(() => api.enter(member('tao', { roles: ['complaintsDesk'] })));

  test('are entered by oneself, with a colleague who then acts in one’s roles', async () => {
    const tao = await api.signedIn('tao');
    const { status } = await tao.post('/api/v1/me/absences', { from: inHours(0), to: inHours(2), substitute: 'lin' });
    expect(status).toBe(200);
    const lin = await api.signedIn('lin');
    expect((await lin.get('/api/v1/me')).body.mayActFor).toEqual([{ id: 'tao', name: '名 tao' }]);
    expect((await tao.post('/api/v1/me/absences/end', { from: inHours(0) })).status).toBe(200);
    expect((await lin.get('/api/v1/me')).body.mayActFor).toEqual([]);
    expect((await changesOf('tao')).slice(0, 2).map(({ what, account }) => [what, account])).toEqual([
      ['absenceEnded', 'tao'],
      ['absenceAdded', 'tao'],
    ]);
  });

  test.each([
    ['that end before they begin', 2, 1, undefined, 'to', 'not_after'],
    ['with oneself', 1, 2, 'tao', 'substitute', 'oneself'],
    ['with somebody unknown', 1, 2, 'nobody', 'substitute', 'unknown'],
    ['with somebody who has left', 1, 2, 'left', 'substitute', 'unknown'],
    ['with somebody without a role', 1, 2, 'idle', 'substitute', 'no_role'],
    ['longer than sixty days', 1, 60 * 24 + 2, 'lin', 'to', 'too_long'],
  ])('%s are refused', async (_, from, to, substitute, field, code) => {
    await api.enter(member('left', { active: false }));
    const tao = await api.signedIn('tao');
    const answered = await tao.post('/api/v1/me/absences', { from: inHours(from), to: inHours(to), substitute });
    expect(fieldsOf(answered).map((one) => [one.field, one.code])).toEqual([[field, code]]);
  });

  test('longer than sixty days, piece by piece too, are an administrator’s to enter', async () => {
    const tao = await api.signedIn('tao');
    const days = (from: number, to: number) => ({ from: inHours(24 * from), to: inHours(24 * to), substitute: 'lin' });
    expect((await tao.post('/api/v1/me/absences', days(1, 31))).status).toBe(200);
    expect(fieldsOf(await tao.post('/api/v1/me/absences', days(31, 62)))[0]?.code).toBe('too_long');
    expect((await root.post(`${AT}/tao/absences`, days(31, 120))).status).toBe(200);
  });

  test('that overlap are refused, one after another is not', async () => {
    const tao = await api.signedIn('tao');
    const enter = (from: number, to: number): Promise<Answered> =>
      tao.post('/api/v1/me/absences', { from: inHours(from), to: inHours(to) });
    expect((await enter(2, 4)).status).toBe(200);
    for (const [from, to] of [
      [1, 3],
      [3, 5],
      [1, 5],
      [2, 4],
    ] as const)
      expect(fieldsOf(await enter(from, to))[0]?.code).toBe('overlaps');
    expect((await enter(4, 5)).status).toBe(200);
    expect((await enter(1, 2)).status).toBe(200);
  });

  test('are not entered afterwards by oneself, only by an administrator, and what is over stays', async () => {
    const tao = await api.signedIn('tao');
    const past = { from: inHours(-5), to: inHours(-3) };
    expect((await tao.post('/api/v1/me/absences', past)).body.code).toBe('InThePast');
    // Nor a little: a task may have fallen due meanwhile.
    const justNow = { from: inHours(-1 / 6), to: inHours(3) };
    expect((await tao.post('/api/v1/me/absences', justNow)).body.code).toBe('InThePast');
    expect((await root.post(`${AT}/tao/absences`, past)).status).toBe(200);
    const [entered] = (await api.models.staff.byId('tao'))!.absences;
    expect(entered).toEqual({ ...past, enteredAt: api.clock.now.toISOString() });
    for (const end of [
      () => tao.post('/api/v1/me/absences/end', { from: past.from }),
      () => root.post(`${AT}/tao/absences/end`, { from: past.from }),
    ])
      expect((await end()).body.code).toBe('InThePast');
  });
});

describe('places', () => {
  const place = (id: string, within?: string) => ({
    ...{ id, title: { zh: id, en: id }, kind: 'store' },
    ...(within === undefined ? {} : { within }),
  });

  test('are entered, moved without a circle, and taken away once nothing belongs to them', async () => {
    expect((await root.post('/api/v1/places', place('east', 'hq'))).status).toBe(201);
    expect((await root.post('/api/v1/places', place('desk', 'east'))).status).toBe(201);
    expect((await root.post('/api/v1/places', place('east'))).body.code).toBe('IdTaken');
    expect(fieldsOf(await root.post('/api/v1/places', place('north', 'moon')))[0]?.code).toBe('unknown');
    for (const within of ['desk', 'east'])
      expect(fieldsOf(await root.patch('/api/v1/places/east', { within }))[0]?.code).toBe('circle');
    expect((await root.delete('/api/v1/places/east')).body.code).toBe('StillUsed');
    await add('deng', { places: ['desk'] });
    expect((await root.delete('/api/v1/places/desk')).body.code).toBe('StillUsed');
    await root.patch(`${AT}/deng`, { places: [] });
    expect((await root.patch('/api/v1/places/desk', { within: null })).body).not.toHaveProperty('within');
    for (const id of ['desk', 'east']) expect((await root.delete(`/api/v1/places/${id}`)).status).toBe(204);
    const changes = (await root.get(`${AT}/changes?account=east`)).body.items as { what: string }[];
    expect(changes.map(({ what }) => what)).toEqual(['placeRemoved', 'placeAdded']);
  });
});
