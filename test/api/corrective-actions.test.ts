import { randomBytes } from 'node:crypto';
import { formatComplaintNumber, formatNumber } from '../../domain/complaint-number';
import type { CaseEvent, NewEvent } from '../../domain/events';
import { chainOn } from '../../models/chain';
import { connect } from '../../models/connect';
import { allPolicies } from '../support/policies';
import { fieldsOf } from './support/http';
import type { Http } from './support/http';
import { member, startApi } from './support/running-api';
import type { RunningApi } from './support/running-api';
import { seedCase } from './support/seeded-case';

const bundle = allPolicies().get('improving')!;
const no = formatNumber('correctiveAction', '2026-09-30', randomBytes(8));
const first = formatComplaintNumber('2026-09-30', randomBytes(8));
const PATH = '/api/v1/corrective-actions';

let api: RunningApi;
let owner: Http;
let overseer: Http;
beforeAll(async () => {
  api = await startApi();
  await api.models.policies.publish(bundle, { by: 'test' });
  await api.enter(
    member('chen', { name: '陈', roles: ['complaintsDesk'] }),
    member('audit', { roles: ['auditor'] }),
    member('lin', { name: '林', roles: ['complaintsManager'] }),
  );
  owner = await api.signedIn('chen');
  overseer = await api.signedIn('lin');
  await seedCase(api, bundle, first, { category: 'queue', channel: 'counter' });
  await seedCorrectiveAction();
}, 120_000);
afterAll(() => api.stop());

/** A corrective action as its workflow journals it. */
async function seedCorrectiveAction(): Promise<void> {
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
  const events = made.map((event, i): CaseEvent => ({ no, seq: i + 1, at: '2026-09-30T01:00:00.000Z', ...event }));
  await api.models.events.append(chainOn('', events));
  await api.models.readModels.apply(no, events);
}

const mayOf = (answered: { body: { actions: { action: string; allowed: boolean }[] } }): string[] =>
  answered.body.actions.filter(({ allowed }) => allowed).map(({ action }) => action);

test('the list shows corrective actions alone, with the time that is due next', async () => {
  const { body } = await overseer.get(`${PATH}?status=open`);
  expect(body.items).toMatchObject([{ no, policy: 'improving', dueAt: '2026-10-10T01:00:00.000Z' }]);
  expect((await overseer.get('/api/v1/incidents')).body.total).toBe(0);
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
