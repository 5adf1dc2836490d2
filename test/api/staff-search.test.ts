import { formatComplaintNumber } from '../../domain/values/complaint-number';
import { allPolicies } from '../support/policies';
import { member, startApi } from './support/running-api';
import type { RunningApi } from './support/running-api';
import type { Http } from './support/http';
import { openTask, seedCase } from './support/seeded-case';

const bundle = allPolicies().get('enterprise-eight-step')!;
const no = formatComplaintNumber('2026-09-30', Buffer.from([0, 0, 0, 0, 0, 2, 0, 1]));
const task = 'main/approve/1/approval-1';
let api: RunningApi;
let mei: Http;
beforeAll(async () => {
  api = await startApi();
  await api.models.policies.publish(bundle, { by: 'test' });
  await api.models.places.upsert({ id: 'east', kind: 'store', title: { zh: '东店', en: 'East' } });
  await api.models.places.upsert({ id: 'west', kind: 'store', title: { zh: '西店', en: 'West' } });
  const east = { places: ['east'], departments: ['customerService'] };
  await api.enter(
    member('mei', { name: '梅', roles: ['complaintsDesk'], ...east }),
    member('w1', { name: '王小明', roles: ['complaintsManager'], ...east, phone: '13900000009' }),
    member('s1', { name: '单雄信', roles: ['complaintsManager'], places: ['west'] }),
    member('q1', { name: '钱进', roles: ['complaintsManager'], ...east }),
    member('j1', { name: 'Jane Doe', roles: ['complaintsDesk'], ...east }),
    member('gone', { name: '王离', roles: ['complaintsManager'], active: false, ...east }),
    member('audit', { name: '审计', roles: ['auditor'] }),
    member('root', { name: '管理', roles: ['administrator'] }),
    member('guest', { name: '客' }),
  );
  mei = await api.signedIn('mei');
  const approval = openTask({ id: task, role: 'complaintsManager', actions: ['approve'] });
  await seedCase(api, bundle, no, { respondent: { persons: ['q1'] } }, [approval], undefined, ['east']);
}, 60_000);
afterAll(() => api.stop());

const idsOf = async (query: string, as: Http = mei) => {
  const { status, body } = await as.get(`/api/v1/staff?${query}`);
  expect(status).toBe(200);
  return (body.items as { id: string }[]).map(({ id }) => id);
};

test.each([
  ['wxm', ['w1']],
  ['WangXiao', ['w1']],
  ['小明', ['w1']],
  ['sxx', ['s1']],
  ['shan', ['s1']],
  ['q1', ['q1']],
  ['jane d', ['j1']],
  ['zzz', []],
])('%s finds whom it means', async (text, found) => {
  expect(await idsOf(`text=${encodeURIComponent(text)}`)).toEqual(found);
});

test('by role, department and place, all of which have to hold; who has left is not there', async () => {
  expect(await idsOf('role=complaintsManager')).toEqual(['q1', 's1', 'w1']);
  expect(await idsOf('role=complaintsManager&place=east')).toEqual(['q1', 'w1']);
  expect(await idsOf('role=complaintsManager&department=customerService&text=w')).toEqual(['w1']);
});

test('it says no more of them than what one has to know to choose', async () => {
  const { body } = await mei.get('/api/v1/staff?text=wxm');
  expect(body).toEqual({
    items: [
      {
        ...{ id: 'w1', name: '王小明', initials: 'wxm' },
        ...{ roles: ['complaintsManager'], departments: ['customerService'], places: ['east'] },
      },
    ],
    total: 1,
    roleTitles: { complaintsManager: bundle.policy.roles['complaintsManager']!.title },
    departmentTitles: { customerService: bundle.policy.departments['customerService']!.title },
    placeTitles: { east: { zh: '东店', en: 'East' } },
  });
});

test('for a task, those who may be given it come first, and of the others it says why not', async () => {
  const { body } = await mei.get(`/api/v1/staff?for=${no.toLowerCase()}&task=${encodeURIComponent(task)}`);
  const items = body.items as { id: string; barred?: { code: string } }[];
  expect(items[0]).toMatchObject({ id: 'w1' });
  expect(items[0]).not.toHaveProperty('barred');
  const why = Object.fromEntries(items.slice(1).map(({ id, barred }) => [id, barred?.code]));
  expect(why).toEqual({ q1: 'ConflictOfInterest', s1: 'WrongPlace', mei: 'WrongRole', j1: 'WrongRole' });
});

test('who is away says until when, and who acts for them', async () => {
  const hour = 3_600_000;
  const to = new Date(api.clock.now.getTime() + hour).toISOString();
  const from = new Date(api.clock.now.getTime() - hour).toISOString();
  await api.models.staff.setAbsences('w1', [{ from, to, substitute: 'j1' }]);
  await api.models.directory.refresh();
  const { body } = await mei.get('/api/v1/staff?text=wxm');
  expect(body.items[0]).toMatchObject({ awayUntil: to, substitute: { id: 'j1', name: 'Jane Doe' } });
  await api.models.staff.setAbsences('w1', []);
  await api.models.directory.refresh();
});

test('a task of a case that one may not read, that is not there, or that is of penalties tells nothing', async () => {
  const west = await api.signedIn('s1');
  const ask = (as: Http, number: string, id: string) =>
    as.get(`/api/v1/staff?for=${number}&task=${encodeURIComponent(id)}`);
  expect((await ask(west, no, task)).body.code).toBe('WrongPlace');
  expect((await ask(mei, no, 'main/none/1/x')).body.code).toBe('NoOpenTask');
  expect((await ask(mei, 'C260930-0000000', task)).status).toBe(404);
  expect((await mei.get(`/api/v1/staff?for=${no}`)).status).toBe(400);
  expect((await mei.get(`/api/v1/staff?task=x`)).status).toBe(400);
});

test.each(['root', 'guest'])('%s looks for nobody here', async (id) => {
  expect((await (await api.signedIn(id)).get('/api/v1/staff')).body.code).toBe('RoleMissing');
});
