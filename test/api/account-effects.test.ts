import { formatComplaintNumber } from '../../domain/values/complaint-number';
import { allPolicies } from '../support/policies';
import type { Http } from './support/http';
import { member, startApi } from './support/running-api';
import type { RunningApi } from './support/running-api';
import { openTask, seedCase } from './support/seeded-case';

const bundle = allPolicies().get('enterprise-eight-step')!;
let api: RunningApi;
let root: Http;
beforeAll(async () => {
  api = await startApi();
  await api.models.policies.publish(bundle, { by: 'test' });
  await api.enter(
    member('root', { roles: ['administrator'] }),
    member('audit', { roles: ['auditor'] }),
    member('mei', { name: '梅芳', roles: ['complaintsDesk', 'generalManager'] }),
    member('lin', { name: '林晓', roles: ['complaintsDesk'], departments: ['quality'] }),
  );
  root = await api.signedIn('root');
}, 60_000);
afterAll(() => api.stop());

let made = 0;
async function record(...tasks: Parameters<typeof openTask>[0][]): Promise<string> {
  const no = formatComplaintNumber('2026-09-30', Buffer.from([0, 0, 0, 0, 0, 2, 0, ++made]));
  const events = await seedCase(api, bundle, no, {}, tasks.map(openTask));
  await api.models.readModels.apply(no, events);
  return no;
}
const inDays = (days: number) => new Date(api.clock.now.getTime() + days * 86_400_000).toISOString();

test('before an account is changed it says what waits for its person, which roles are theirs alone, and whose substitute they are', async () => {
  const named = await record({ id: 'main/judge/1/judge', role: 'complaintsDesk', assignee: 'mei' });
  await record({ id: 'main/judge/1/judge', role: 'complaintsDesk' });
  const [from, to] = [inDays(2), inDays(5)];
  await root.post('/api/v1/accounts/lin/absences', { from, to, substitute: 'mei' });
  const { status, body } = await root.get('/api/v1/accounts/mei/effects');
  expect(status).toBe(200);
  expect(body).toMatchObject({
    ...{ assigned: 1, open: 1, sessions: 0 },
    tasks: [{ no: named }],
    onlyHolderOf: [{ id: 'generalManager' }],
    substituteOf: [{ id: 'lin', name: '林晓', from, to }],
  });
  // Who hands on what of which case is all that is told; the case itself stays closed to administrators.
  expect(Object.keys(body.tasks[0] as object).sort()).toEqual(['no', 'title']);
});

test('that somebody is heard in their own matter is told to no administrator', async () => {
  await record({ id: 'main/penalise/1/hear', role: 'handler', assignee: 'lin', actions: ['stateView'] });
  const { body } = await root.get('/api/v1/accounts/lin/effects');
  expect(body).toMatchObject({ assigned: 0, tasks: [] });
});

test('what a change would touch is for administrators alone, and of nobody that is not there', async () => {
  for (const id of ['audit', 'mei']) {
    const answered = await (await api.signedIn(id)).get('/api/v1/accounts/lin/effects');
    expect([id, answered.status]).toEqual([id, 403]);
  }
  expect((await root.get('/api/v1/accounts/nobody/effects')).status).toBe(404);
  expect((await root.get('/api/v1/accounts/root/effects')).body).toMatchObject({ assigned: 0, open: 0, tasks: [] });
});

test('administrators find accounts by words, role and department, and know which there can be', async () => {
  const ids = async (query: string) =>
    ((await root.get(`/api/v1/accounts?${query}`)).body.items as { id: string }[]).map(({ id }) => id);
  expect(await ids('text=lx')).toEqual(['lin']);
  expect(await ids('text=梅')).toEqual(['mei']);
  expect(await ids('department=quality')).toEqual(['lin']);
  expect(await ids('department=quality&role=auditor')).toEqual([]);
  const { body } = await root.get('/api/v1/posts');
  expect(body.roles).toContainEqual({ id: 'administrator', title: { zh: '管理员', en: 'Administrator' }, own: true });
  expect(body.roles).toContainEqual({ id: 'handler', title: bundle.policy.roles['handler']!.title });
  expect(body.departments).toContainEqual({ id: 'quality', title: bundle.policy.departments['quality']!.title });
  expect((await (await api.signedIn('mei')).get('/api/v1/posts')).status).toBe(403);
});

test('one reads one’s own account, with one’s absences', async () => {
  const lin = await api.signedIn('lin');
  expect((await lin.get('/api/v1/me/account')).body).toMatchObject({ id: 'lin', absences: [{ substitute: 'mei' }] });
});
