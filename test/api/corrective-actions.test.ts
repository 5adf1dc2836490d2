import { randomBytes } from 'node:crypto';
import { formatComplaintNumber, formatNumber } from '../../domain/values/complaint-number';
import type { CaseEvent, NewEvent } from '../../domain/file/stored-event';
import { chainOn } from '../../models/chain';
import { connect } from '../../models/connect';
import { allPolicies } from '../support/policies';
import { fieldsOf } from './support/http';
import type { Http } from './support/http';
import { member, startApi } from './support/running-api';
import type { RunningApi } from './support/running-api';
import { openTask, seedCase } from './support/seeded-case';

const bundle = allPolicies().get('improving')!;
const no = formatNumber('correctiveAction', '2026-09-30', randomBytes(8));
const reported = formatNumber('correctiveAction', '2026-09-29', randomBytes(8));
const first = formatComplaintNumber('2026-09-30', randomBytes(8));
const PATH = '/api/v1/corrective-actions';

let api: RunningApi;
let owner: Http;
let overseer: Http;
let verifier: Http;
beforeAll(async () => {
  api = await startApi();
  await api.models.policies.publish(bundle, { by: 'test' });
  await api.enter(
    member('chen', { name: '陈', roles: ['complaintsDesk'] }),
    member('audit', { roles: ['auditor'] }),
    member('lin', { name: '林', roles: ['complaintsManager'] }),
    member('zhao', { roles: ['generalManager'] }),
  );
  owner = await api.signedIn('chen');
  overseer = await api.signedIn('lin');
  verifier = await api.signedIn('zhao');
  // One task is due before the measure, one on the same day but later, and one is never due.
  const task = { role: 'complaintsDesk', actions: ['judge'] };
  await seedCase(api, bundle, first, { category: 'queue', channel: 'counter' }, [
    openTask({ ...task, id: 'main/judge/1/early', dueAt: '2026-10-09T01:00:00.000Z' }),
    openTask({ ...task, id: 'main/judge/1/late', dueAt: '2026-10-10T09:00:00.000Z' }),
    openTask({ ...task, id: 'main/judge/1/never' }),
  ]);
  await seedCorrectiveAction(no);
  await seedCorrectiveAction(reported, [
    {
      type: 'CompletionReported',
      by: { id: 'chen', roles: ['complaintsDesk'], departments: [] },
      data: { evidence: '完成' },
    },
    { type: 'DueMet', data: { due: 'carryOut' } },
    {
      type: 'DueSet',
      data: {
        ...{ due: 'verify', title: { zh: '核实', en: 'Verify' }, role: 'generalManager', rungs: [] },
        dueAt: '2026-10-05T01:00:00.000Z',
      },
    },
  ]);
}, 120_000);
afterAll(() => api.stop());

/** A corrective action as its workflow journals it. */
async function seedCorrectiveAction(no: string, further: readonly NewEvent[] = []): Promise<void> {
  const seal = await api.opened.vault.sealerForNew(no);
  const { id, version } = bundle.policy;
  const made: NewEvent[] = [
    {
      type: 'CorrectiveActionOpened',
      data: { policy: { id, version, bundleHash: bundle.hash }, rules: bundle.policy.correctiveActions },
    },
    {
      type: 'MeasurePlanned',
      by: { id: 'lin', roles: ['complaintsManager'], departments: [] },
      data: {
        origin: { cases: [first] },
        aim: 'corrective',
        what: seal('增开收银台'),
        owner: 'chen',
        category: 'queue',
      },
    },
    {
      type: 'DueSet',
      data: {
        ...{ due: 'carryOut', title: { zh: '落实措施', en: 'Carry out' }, role: 'complaintsManager', person: 'chen' },
        ...{ dueAt: '2026-10-10T01:00:00.000Z', rungs: [] },
      },
    },
  ];
  const events = [...made, ...further].map((event, i): CaseEvent => ({
    no,
    seq: i + 1,
    at: '2026-09-30T01:00:00.000Z',
    ...event,
  }));
  await api.models.events.append(chainOn('', events));
  await api.models.readModels.apply(no, events);
}

const mayOf = (answered: { body: { actions: { action: string; allowed: boolean }[] } }): string[] =>
  answered.body.actions.filter(({ allowed }) => allowed).map(({ action }) => action);

test('the list shows corrective actions alone, with where they stand and the time that is due next', async () => {
  const { body } = await overseer.get(`${PATH}?status=open&phase=carryOut`);
  expect(body.items).toEqual([
    expect.objectContaining({
      ...{ no, policy: 'improving', phase: 'carryOut', owner: 'chen', category: 'queue', aim: 'corrective' },
      dueAt: '2026-10-10T01:00:00.000Z',
    }),
  ]);
  expect((await overseer.get('/api/v1/incidents')).body.total).toBe(0);
});

test.each([
  ['', () => [no, reported].sort()],
  ['phase=verify', () => [reported]],
  ['phase=verify&phase=carryOut&policy=improving', () => [no, reported].sort()],
  ['owner=chen&phase=carryOut', () => [no]],
  ['owner=nobody', () => []],
  ['category=price', () => []],
  ['policy=another', () => []],
  ['overdue=true', () => [reported]],
  ['overdue=false', () => [no]],
])('the list is narrowed by %p', async (query, numbers) => {
  api.clock.now = new Date('2026-10-06T01:00:00.000Z');
  const { status, body } = await overseer.get(`${PATH}?${query}`);
  expect(status).toBe(200);
  expect((body.items as { no: string }[]).map((one) => one.no).sort()).toEqual(numbers());
  expect(body.total).toBe(numbers().length);
});

test('what a list can’t be narrowed by is named', async () => {
  expect(fieldsOf(await overseer.get(`${PATH}?phase=resting`)).map(({ field }) => field)).toEqual(['?phase']);
  expect((await overseer.get('/api/v1/incidents?phase=verify')).status).toBe(400);
});

describe('tasks', () => {
  const tasksOf = async (who: Http, query = '') => {
    const { body } = await who.get(`/api/v1/tasks${query}`);
    return (body.items as { kind: string; no: string; id: string }[]).map(({ kind, no: of, id }) => [kind, of, id]);
  };
  const carryOut = () => ['correctiveAction', no, 'carryOut'];
  const ofCase = (name: string) => ['complaint', first, `main/judge/1/${name}`];

  test('a measure waits for its owner among the tasks of cases, by due time', async () => {
    expect(await tasksOf(owner)).toEqual([ofCase('early'), carryOut(), ofCase('late'), ofCase('never')]);
    const { body } = await owner.get('/api/v1/tasks');
    expect(body).toMatchObject({ total: 4, items: { 1: { actions: ['reportCompletion'], assignee: 'chen' } } });
    expect(body.items[1]).toMatchObject({ policy: 'improving', openedAt: '2026-09-30T01:00:00.000Z' });
    expect(body.items[1]).not.toHaveProperty('openTo');
  });

  test('page by page it is the same list', async () => {
    const whole = await tasksOf(owner);
    for (const perPage of [1, 2, 3]) {
      const pages: unknown[] = [];
      for (let cursor = ''; ;) {
        const { body } = await owner.get(`/api/v1/tasks?perPage=${perPage}${cursor}`);
        const items = body.items as { kind: string; no: string; id: string }[];
        pages.push(...items.map(({ kind, no: of, id }) => [kind, of, id]));
        if (body.next === undefined) break;
        cursor = `&cursor=${body.next as string}`;
      }
      expect(pages).toEqual(whole);
    }
  });

  test('it is narrowed as the tasks of cases are', async () => {
    expect(await tasksOf(owner, '?dueBefore=2026-10-10T02:00:00Z')).toEqual([ofCase('early'), carryOut()]);
    expect(await tasksOf(owner, '?policy=another')).toEqual([]);
    expect(await tasksOf(owner, '?policy=improving')).toHaveLength(4);
  });

  test('a completion waits for whoever verifies, and for nobody else; managers see what waits for all', async () => {
    expect(await tasksOf(verifier)).toEqual([['correctiveAction', reported, 'verify']]);
    expect(await tasksOf(overseer)).toEqual([]);
    expect(await tasksOf(overseer, '?all=true')).toHaveLength(5);
  });

  test('who carried it out does not verify it, whatever role they hold, and sees no such task', async () => {
    const holds = async (...roles: string[]): Promise<void> => {
      await api.models.staff.upsert(member('chen', { name: '陈', roles }));
      await api.models.directory.refresh();
    };
    await holds('complaintsDesk', 'generalManager');
    expect(await tasksOf(owner)).toHaveLength(4);
    await holds('complaintsDesk');
  });

  test('the dashboard counts them: by person or role, due and overdue', async () => {
    await api.models.counters.countAll();
    api.clock.now = new Date('2026-10-06T01:00:00.000Z');
    const { body } = await overseer.get('/api/v1/dashboard?policy=improving');
    expect(body.load).toMatchObject([
      { role: 'complaintsDesk', open: 3 },
      { person: 'chen', open: 1 },
      { role: 'generalManager', open: 1 },
    ]);
    expect(body.due).toMatchObject({ overdue: 1, within24Hours: 0, later: 3 });
    expect(body.open.total).toBe(1);
  });

  test('an entry from before waits were kept gets them when it is made anew', async () => {
    const connection = await connect(api.mongo.uri);
    const rows = connection.collection<{ _id: string }>('proceedings');
    await rows.updateOne({ _id: no }, { $unset: { waits: 1, facts: 1 } });
    expect((await api.models.correctiveActions.differences(no)).sort()).toEqual(['facts', 'waits']);
    expect((await overseer.get(PATH)).body.total).toBe(2);
    await api.models.readModels.renew(no);
    expect(await api.models.correctiveActions.differences(no)).toEqual([]);
    expect(await tasksOf(owner)).toContainEqual(carryOut());
    await connection.close();
  });
});

test('the detail opens what is to be done, and says who may do what: completion is reported by its owner alone', async () => {
  const { body } = await overseer.get(`${PATH}/${no}`);
  expect(body).toMatchObject({ what: '增开收银台', owner: 'chen', phase: 'carryOut', origin: { cases: [first] } });
  expect(mayOf({ body }).sort()).toEqual(['changeDueTime', 'giveUp', 'nameOwner', 'note']);
  expect(mayOf(await owner.get(`${PATH}/${no}`))).toEqual(['reportCompletion', 'note']);
});

test('the timeline tells every event in a sentence', async () => {
  const { body } = await overseer.get(`${PATH}/${no}/timeline`);
  const items = body.items as { sentence: { zh: string } }[];
  expect(items.slice(0, 2).map(({ sentence }) => sentence.zh)).toEqual(['系统设立纠正预防措施。', '林登记措施内容。']);
});

test('opening is for the overseer, and whatever it names has to be there', async () => {
  const plan = { policy: 'improving', cases: [first], what: '公示等候时间', owner: 'chen' };
  expect((await owner.post(PATH, plan)).body.code).toBe('WrongRole');
  const wrong = await overseer.post(PATH, {
    ...plan,
    cases: [first, no],
    ...{ incident: 'M000000-0000000', category: 'noise', dueAt: '2020-01-01T00:00:00Z' },
  });
  expect(wrong.status).toBe(400);
  expect(fieldsOf(wrong).map(({ field }) => field)).toEqual(['cases.1', 'incident', 'category', 'dueAt']);
  expect(fieldsOf(await overseer.post(PATH, { ...plan, owner: 'nobody' })).map(({ field }) => field)).toEqual([
    'owner',
  ]);
  expect(fieldsOf(await overseer.post(PATH, { ...plan, cases: [] })).map(({ field }) => field)).toEqual(['cases']);
  const named = await overseer.post(`${PATH}/${no}/actions/nameOwner`, { data: { owner: 'nobody' } });
  expect(fieldsOf(named).map(({ field }) => field)).toEqual(['data.owner']);
});

test('auditors read its chain and verify it: an altered event or entry is found', async () => {
  const auditor = await api.signedIn('audit');
  const chained = (await auditor.get(`/api/v1/audit/${no.toLowerCase()}`)).body;
  expect(chained.items).toHaveLength(3);
  const verify = async (): Promise<unknown> => (await auditor.get(`/api/v1/audit/${no}/verify`)).body;
  const whole = await verify();
  expect(whole).toMatchObject({ no, events: 3, intact: true });
  const unknown = formatNumber('correctiveAction', '2026-09-30', randomBytes(8));
  expect((await auditor.get(`/api/v1/audit/${unknown}/verify`)).status).toBe(404);
  const connection = await connect(api.mongo.uri);
  const rows = connection.collection<{ _id: string }>('proceedings');
  await rows.updateOne({ _id: no }, { $set: { status: 'closed' } });
  expect(await verify()).toMatchObject({ intact: false, firstBreak: { what: 'register', detail: 'status' } });
  await rows.updateOne({ _id: no }, { $set: { status: 'open' } });
  await connection.close();
  expect(await verify()).toMatchObject({ intact: true });
});
