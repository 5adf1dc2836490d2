import { randomBytes } from 'node:crypto';
import { phoneNumber } from '../../domain/channels/addresses';
import { formatComplaintNumber, formatNumber } from '../../domain/values/complaint-number';
import type { CaseEvent, NewEvent } from '../../domain/file/stored-event';
import { chainOn } from '../../models/chain';
import { allPolicies } from '../support/policies';
import { fieldsOf } from './support/http';
import type { Http } from './support/http';
import { member, startApi } from './support/running-api';
import type { RunningApi } from './support/running-api';
import { seedCase } from './support/seeded-case';

const bundle = allPolicies().get('batch')!;
const no = formatNumber('incident', '2026-09-30', randomBytes(8));
const first = formatComplaintNumber('2026-09-30', randomBytes(8));
const lin = { id: 'lin', roles: ['complaintsManager'], departments: [] };

let api: RunningApi;
let desk: Http;
let manager: Http;
beforeAll(async () => {
  api = await startApi();
  await api.models.policies.publish(bundle, { by: 'test' });
  await api.enter(
    member('mei', { name: '梅', roles: ['complaintsDesk'] }),
    member('lin', { name: '林', roles: ['complaintsManager'] }),
  );
  desk = await api.signedIn('mei');
  manager = await api.signedIn('lin');
  await seedCase(api, bundle, first, { category: 'goods', channel: 'counter' });
  await seedIncident();
}, 120_000);
afterAll(() => api.stop());

/** An incident as its workflow journals it. */
async function seedIncident(): Promise<void> {
  const seal = await api.opened.vault.sealerForNew(no);
  const { id, version } = bundle.policy;
  const made: NewEvent[] = [
    {
      type: 'IncidentOpened',
      data: {
        policy: { id, version, bundleHash: bundle.hash },
        rules: bundle.policy.incidents,
        alike: { rule: 'sameBatch', values: { product: 'cooker-5', 'intake.batch': 'B1' } },
      },
    },
    { type: 'MembersLinked', data: { cases: [first], because: 'detected', rule: 'sameBatch' } },
    { type: 'MembersTold', data: { what: 'join', version: 1, outcomes: { [first]: 'taken' } } },
    { type: 'IncidentInvestigated', by: lin, data: { cause: seal('插座接触不良'), persons: [] } },
  ];
  const events = made.map((event, i): CaseEvent => ({ no, seq: i + 1, at: '2026-09-30T01:00:00.000Z', ...event }));
  await api.models.events.append(chainOn('', events));
  await api.models.readModels.apply(no, events);
  // Late and repeated, as a journal may be.
  await api.models.readModels.apply(no, events.slice(0, 2));
}

test('the list shows incidents by plain facts, and can be narrowed', async () => {
  const { status, body } = await manager.get('/api/v1/incidents?status=open');
  expect(status).toBe(200);
  expect(body.items).toMatchObject([{ no, seq: 4, status: 'open', policy: 'batch' }]);
  expect((await manager.get('/api/v1/incidents?status=closed')).body.total).toBe(0);
  const complaints = (await manager.get('/api/v1/complaints')).body.items as { no: string }[];
  expect(complaints.map((one) => one.no)).toEqual([first]);
});

test('the detail opens what was found, shows members with their cases, and says what the reader may do', async () => {
  const { body } = await manager.get(`/api/v1/incidents/${no.toLowerCase()}`);
  expect(body.findings).toMatchObject({ cause: '插座接触不良', by: 'lin' });
  expect(body.alike.values).toEqual({ product: 'cooker-5', 'intake.batch': 'B1' });
  expect(body.members).toMatchObject([{ no: first, told: { join: 1 }, case: { no: first, category: 'goods' } }]);
  const may = (answered: { body: { actions: { action: string; allowed: boolean }[] } }) =>
    answered.body.actions.filter(({ allowed }) => allowed).map(({ action }) => action);
  expect(may({ body })).toEqual(expect.arrayContaining(['link', 'propose', 'startContacting', 'close']));
  expect(may({ body })).not.toContain('approve');
  expect(may(await desk.get(`/api/v1/incidents/${no}`))).toEqual([]);
});

test('the timeline tells every event in a sentence', async () => {
  const { body } = await manager.get(`/api/v1/incidents/${no}/timeline`);
  const items = body.items as { sentence: { zh: string } }[];
  expect(items.map(({ sentence }) => sentence.zh)).toEqual([
    '同类投诉达到办法规定的件数，系统设立批量事件。',
    '系统加入投诉 1 件。',
    '已将加入批量事件的通知送达 1 件投诉。',
    '林提交统一调查结果。',
  ]);
});

test('what cannot be is refused with the reason and the field', async () => {
  expect((await manager.get('/api/v1/incidents/M000000-0000000')).status).toBe(404);
  expect((await manager.get(`/api/v1/incidents/${first}`)).status).toBe(404);
  const unknown = formatComplaintNumber('2026-09-30', randomBytes(8));
  const wrong = await manager.post('/api/v1/incidents', { policy: 'batch', cases: [first, unknown] });
  expect(wrong.status).toBe(400);
  expect(fieldsOf(wrong).map(({ field }) => field)).toEqual(['cases.1']);
  expect((await desk.post('/api/v1/incidents', { policy: 'batch', cases: [first] })).body.code).toBe('WrongRole');
  const list = { list: 'one', contacts: [{ email: 'a@example.com' }] };
  expect((await desk.post(`/api/v1/incidents/${no}/contacts`, list)).body.code).toBe('WrongRole');
  const nobody = await manager.post(`/api/v1/incidents/${no}/contacts`, { list: 'one', contacts: [{ name: '王' }] });
  expect(fieldsOf(nobody).map(({ field }) => field)).toEqual(['contacts.0.email']);
});

test('an action while the engine is away says so, and can be repeated', async () => {
  const acted = await manager.post(`/api/v1/incidents/${no}/actions/note`, { data: { text: '已通知供应商' } });
  expect([503, 504]).toContain(acted.status);
});

test('who wants no notices is kept by hash alone', async () => {
  const { body } = await desk.post('/api/v1/incidents/opt-outs', { phone: '138 0000 0000', email: 'a@example.com' });
  expect(body).toEqual({ optedOut: 2 });
  const token = api.opened.tokenIndex.address(phoneNumber, '+86 13800000000');
  expect(await api.models.contacts.hasOptedOut([token!])).toBe(true);
});
