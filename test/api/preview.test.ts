import { randomBytes } from 'node:crypto';
import { formatComplaintNumber } from '../../domain/values/complaint-number';
import type { NewEvent } from '../../domain/file/stored-event';
import { allPolicies } from '../support/policies';
import { fieldsOf } from './support/http';
import type { Http } from './support/http';
import { member, startApi } from './support/running-api';
import type { RunningApi } from './support/running-api';
import { openTask, seedCase } from './support/seeded-case';

const number = () => formatComplaintNumber('2026-09-30', randomBytes(8));
const supermarket = allPolicies().get('supermarket')!;
const PROPOSE = openTask({
  id: 'main/propose/1/proposal-1',
  role: 'receptionist',
  actions: ['propose', 'declineDemand'],
});
let api: RunningApi;
let clerk: Http;

beforeAll(async () => {
  api = await startApi();
  await api.models.policies.publish(supermarket, { by: 'test' });
  await api.enter(
    member('clerk', { roles: ['receptionist'], departments: ['frontDesk'] }),
    member('audit', { roles: ['auditor'] }),
  );
  clerk = await api.signedIn('clerk');
}, 60_000);
afterAll(() => api.stop());

const refund = (amountFen: number) => ({ kind: 'refund', params: { to: 'cash', amountFen } });
const offers = (...options: object[][]) => ({ data: { options: options.map((remedies) => ({ remedies })) } });

async function caseOf(intake: object): Promise<string> {
  const no = number();
  const judged: NewEvent = { type: 'JudgedFounded', data: { demandReasonable: true } };
  await seedCase(api, supermarket, no, { channel: 'counter', ...intake }, [judged, PROPOSE]);
  return no;
}
const preview = (no: string, body: object) => clerk.post(`/api/v1/complaints/${no}/proposal-preview`, body);

test.each([
  [5_000, 'frontDeskManager'],
  [5_001, 'deputyStoreManager'],
  [20_001, 'storeManager'],
  [200_001, 'operationsVicePresident'],
])('a receipt of %s fen goes to who the policy says, with the rule that says so', async (receiptFen, role) => {
  const no = await caseOf({ category: 'price', text: '重复收款', receiptFen });
  const { status, body } = await preview(no, offers([refund(100)]));
  expect(status).toBe(200);
  expect(body).toMatchObject({ costs: [100], costFen: 100, approval: { rules: [expect.any(String)] } });
  expect((body.approval.roles as { id: string }[]).map(({ id }) => id)).toEqual([role]);
  expect(body.approval.roles[0].title).toEqual(supermarket.policy.roles[role]!.title);
});

test('the dearest option is what it costs, the cheapest what it offers; below what law grants, legal comes first', async () => {
  const fields = { counter: 'fresh', unsafeFood: true };
  const no = await caseOf({ category: 'quality', text: '酸奶已过期三天', receiptFen: 1_800, fields });
  const compensation = { kind: 'compensation', params: { amountFen: 100_000, basis: 'loss' } };
  const { body } = await preview(no, offers([refund(1_800), compensation], [refund(1_800)]));
  expect(body).toMatchObject({
    costs: [101_800, 1_800],
    costFen: 101_800,
    legalMinimum: { offeredFen: 1_800, minimumFen: 101_800, laws: [{ law: expect.stringContaining('食品安全法') }] },
  });
  expect(body.approval.roles[0].id).toBe('legal');
  const kept = await preview(no, offers([refund(1_800), compensation]));
  expect(kept.body.legalMinimum).toMatchObject({ offeredFen: 101_800, minimumFen: 101_800 });
  expect((kept.body.approval.roles as { id: string }[]).map(({ id }) => id)).not.toContain('legal');
});

test('it says what would be refused, and names parameters that are wrong', async () => {
  const no = await caseOf({ category: 'price', text: '重复收款', receiptFen: 100 });
  const notAllowed = await preview(no, offers([{ kind: 'plan-change', params: {} }]));
  expect([notAllowed.status, notAllowed.body.refusal?.code ?? fieldsOf(notAllowed).length]).not.toEqual([200, 0]);
  const wrong = await preview(no, offers([refund(-1)], [{ kind: 'nothing', params: {} }]));
  expect(wrong.status).toBe(400);
  expect(fieldsOf(wrong).map(({ field }) => field)).toEqual([
    'data.options.0.remedies.0.params.amountFen',
    'data.options.1.remedies.0.kind',
  ]);
});

test('nothing comes of it: no event, no task ended, no key used, however often it is asked', async () => {
  const no = await caseOf({ category: 'price', text: '重复收款', receiptFen: 100 });
  const before = await api.models.events.timeline(no);
  for (let i = 0; i < 3; i++) await preview(no, offers([refund(100)]));
  expect(await api.models.events.timeline(no)).toEqual(before);
  expect((await clerk.get(`/api/v1/complaints/${no}`)).body.proposal).toBeUndefined();
});

test('without an open task for it there is nothing to preview, and auditors preview nothing', async () => {
  const no = number();
  await seedCase(api, supermarket, no, { channel: 'counter', category: 'price' });
  expect((await preview(no, offers([refund(100)]))).body.code).toBe('NoOpenTask');
  const audit = await api.signedIn('audit');
  expect((await audit.post(`/api/v1/complaints/${no}/proposal-preview`, offers([refund(1)]))).status).toBe(403);
});
