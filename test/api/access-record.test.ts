import { formatComplaintNumber } from '../../domain/values/complaint-number';
import { member, startApi } from './support/running-api';
import type { RunningApi } from './support/running-api';
import type { Http } from './support/http';
import { shippedPolicies } from '../support/policies';
import { seedCase } from './support/seeded-case';

const NO = formatComplaintNumber('2026-09-30', Buffer.alloc(8, 7));

let api: RunningApi;
let audit: Http;
beforeAll(async () => {
  api = await startApi();
  await api.enter(
    member('audit', { roles: ['auditor'] }),
    member('mei', { roles: ['complaintsDesk'], departments: ['customerService'] }),
    member('guest'),
    member('chief', { roles: ['generalManager'] }),
  );
  audit = await api.signedIn('audit');
  const bundle = shippedPolicies().find(({ policy }) => policy.id === 'enterprise-eight-step');
  if (bundle === undefined) throw new Error('no such policy');
  await api.models.policies.publish(bundle, { by: 'test' });
  await seedCase(api, bundle, NO, { complainant: { name: '王小明', phone: '13800000000' } });
}, 60_000);
afterAll(() => api.stop());
beforeEach(() => {
  api.clock.now = new Date(api.clock.now.getTime() + 10 * 60_000);
});

interface Entry {
  kind: string;
  at: string;
  [field: string]: unknown;
}
async function record(query: string): Promise<Entry[]> {
  const { body } = await audit.get(`/api/v1/audit/access?${query}`);
  return (body.items as Entry[]).map((entry) =>
    Object.fromEntries(Object.entries(entry).filter(([name]) => !CALLED.includes(name))),
  ) as Entry[];
}
/** What people call that which an entry has by its id. */
const CALLED = ['name', 'forName', 'operationTitle', 'codeTitle'];
const since = (): string => `from=${encodeURIComponent(api.clock.now.toISOString())}`;

test('an entry says what people call whom and what it names', async () => {
  await (await api.signedIn('mei')).get(`/api/v1/audit/${NO}`, { 'X-Acting-For': 'chief' });
  const { body } = await audit.get(`/api/v1/audit/access?${since()}&kind=refused`);
  expect(body.items).toEqual([
    expect.objectContaining({
      ...{ name: '名 mei', forName: '名 chief', operationTitle: { zh: '审计记录', en: 'Audit record of a complaint' } },
      codeTitle: { zh: '不得代理此人', en: 'Not the substitute of this person' },
    }),
  ]);
});

test('a refusal is kept with who was refused what, why and on which complaint, and the log says who too', async () => {
  const guest = await api.signedIn('guest');
  await guest.get(`/api/v1/complaints/${NO.toLowerCase().replace('-', ' ')}`);
  await (await api.signedIn('mei')).get(`/api/v1/audit/${NO}`, { 'X-Acting-For': 'chief' });
  expect(await record(`${since()}&kind=refused&no=${NO}`)).toEqual([
    {
      ...{ at: api.clock.now.toISOString(), kind: 'refused', account: 'mei', for: 'chief', no: NO },
      ...{ operation: 'readAudit', code: 'MayNotActFor' },
    },
    {
      ...{ at: api.clock.now.toISOString(), kind: 'refused', account: 'guest', no: NO },
      ...{ operation: 'readComplaint', code: 'RoleMissing' },
    },
  ]);
  const lines = api.log.map((line) => JSON.parse(line) as Record<string, unknown>);
  const refused = lines.filter(({ status }) => status === 403);
  expect(refused.length).toBeGreaterThan(1);
  for (const line of refused) expect(line['staff']).toMatch(/^(guest|mei)$/);
});

test('a session that has ended is refused in the name of whose it was', async () => {
  const mei = await api.signedIn('mei');
  await mei.delete('/api/v1/session');
  await mei.get('/api/v1/me');
  expect(await record(`${since()}&account=mei`)).toMatchObject([
    { kind: 'refused', operation: 'me', code: 'NotSignedIn' },
    { kind: 'sessionEnded', what: 'signedOut' },
    { kind: 'signedIn' },
  ]);
});

test('failed sign-ins at a known account are kept with it; unknown names are counted, never written', async () => {
  const slip = 'my-secret-password-in-the-wrong-field';
  await api.http.post('/api/v1/session', { id: 'mei', password: 'wrong' });
  for (let i = 0; i < 5; i++) await api.http.post('/api/v1/session', { id: slip, password: 'wrong' });
  const entries = await record(`${since()}&kind=signInFailed`);
  expect(entries.filter(({ account }) => account === 'mei')).toHaveLength(1);
  const unknown = entries.filter(({ account }) => account === undefined);
  expect(unknown.reduce((sum, { count }) => sum + Number(count ?? 1), 0)).toBe(5);
  const rows = await api.models.accessRecord.list({}, { limit: 500 });
  expect(JSON.stringify(rows) + api.log.join('')).not.toContain(slip);
});

test('what a header or an address says is never written where it names nothing of ours', async () => {
  const mei = await api.signedIn('mei');
  await mei.get('/api/v1/me', { 'X-Acting-For': 'planted-word' });
  await (await api.signedIn('guest')).get('/api/v1/complaints/planted-word');
  const rows = await api.models.accessRecord.list({}, { limit: 500 });
  expect(JSON.stringify(rows) + api.log.join('')).not.toContain('planted-word');
});

test('readings of personal data are kept: which complaint, for whom, how many texts, and none of them', async () => {
  const mei = await api.signedIn('mei');
  await mei.get(`/api/v1/complaints/${NO}`);
  const [entry] = await record(`${since()}&kind=opened&no=${NO}`);
  expect(entry).toMatchObject({ account: 'mei', no: NO, erased: 0, unreadable: 0 });
  expect(entry?.['opened']).toBeGreaterThan(1);
  expect(JSON.stringify(entry)).not.toMatch(/王小明|13800000000/);
});

test('it is read by auditors alone, newest first, in pages and by time', async () => {
  for (const id of ['mei', 'guest', 'chief'])
    expect((await (await api.signedIn(id)).get('/api/v1/audit/access')).status).toBe(403);
  const { body } = await audit.get('/api/v1/audit/access?perPage=2');
  expect(body).toMatchObject({ perPage: 2, totalIs: 'exact', next: expect.any(String) as string });
  const times = (await record('perPage=200')).map(({ at }) => at);
  expect(times).toEqual([...times].sort().reverse());
  expect(body.total).toBe(times.length);
  const to = encodeURIComponent(api.clock.now.toISOString());
  expect((await record(`perPage=200&to=${to}`)).length).toBeLessThan(times.length);
  expect((await audit.get('/api/v1/audit/access?kind=gossip')).status).toBe(400);
});
