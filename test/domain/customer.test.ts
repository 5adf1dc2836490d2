import { customerOf, isCustomerId, isCustomerOf } from '../../domain/case/customer';
import type { Actor, Envelope } from '../../domain/file/envelope';
import { judgeMessage } from '../../domain/case/judge-message';
import type { CompiledPolicy } from '../../domain/policy/compiled';
import type { CaseState } from '../../domain/case/state';
import { emptyCase } from '../../domain/case/state';
import { shippedPolicies } from '../support/policies';

const NO = 'C261008-4K7QMXD';
const { policy } = shippedPolicies().find((bundle) => bundle.policy.id === 'enterprise-eight-step')!;
const sealed = (field: string): string => `sealed:v2:${NO}:${field}:${'A'.repeat(38)}`;

/** A case that was recorded, and waits for the answer to an offer. */
function offered(changes: Partial<CaseState> = {}): CaseState {
  const task = {
    ...{ id: 'main/offer/1/answer-1', title: { zh: '征求意见', en: 'Offer' }, actions: ['answerOffer'] },
    ...{ roles: ['complaintsDesk'], role: 'complaintsDesk', barred: [], rungs: [], status: 'open' as const },
    ...{ openedAt: '2026-10-08T03:00:00.000Z', offer: { option: 1, round: 1 } },
  };
  return {
    ...emptyCase(NO, { id: policy.id, version: policy.version, bundleHash: policy.bundleHash }),
    ...{ status: 'open', recordedAt: '2026-10-08T02:30:00.000Z', tasks: { [task.id]: task } },
    offers: [{ option: 1, round: 1, proposal: 1, index: 0 }],
    ...changes,
  };
}

function judged(
  action: string,
  data: unknown,
  {
    by = customerOf(NO),
    state = offered(),
    terms = policy,
    ...more
  }: Partial<Envelope> & {
    state?: CaseState;
    terms?: CompiledPolicy;
  } = {},
): string {
  const raw: Envelope = { key: 'a key', by, via: 'api', data, ...more };
  const verdict = judgeMessage({ state, policy: terms, action, raw, busy: false });
  return verdict.verdict === 'refuse' ? verdict.refusal.code : verdict.verdict;
}

const ANSWER = {
  ...{ channel: 'web', text: sealed('receiveMessage.text') },
  answers: { action: 'answerOffer', data: { accepted: true, option: 1, round: 1 } },
};
const MESSAGE = { channel: 'web', text: sealed('receiveMessage.text') };
const RESOLVED: Partial<CaseState> = { status: 'resolved', tasks: {} };
const REASON = { reason: sealed('reopen.reason') };

test('the customer writes, answers and withdraws in their own case, and objects to its answer', () => {
  expect(judged('receiveMessage', MESSAGE)).toBe('accept');
  expect(judged('receiveMessage', ANSWER)).toBe('accept');
  expect(judged('withdraw', {})).toBe('accept');
  expect(judged('reopen', REASON, { state: offered(RESOLVED) })).toBe('accept');
});

test.each<[string, Actor]>([
  ['the customer of another case', customerOf('C261008-AAAAAAA')],
  ['a customer without a case', { ...customerOf(NO), id: 'customer' }],
  ['a member of staff by that name', { ...customerOf(NO), kind: 'staff' }],
  ['a representative', { ...customerOf(NO), kind: 'representative' }],
  ['somebody in the customer’s place', { ...customerOf(NO), for: 'lin' }],
])('%s does none of it', (_, by) => {
  const state = offered();
  for (const [action, data] of [
    ['receiveMessage', MESSAGE],
    ['receiveMessage', ANSWER],
    ['withdraw', {}],
  ] as const)
    expect([action, judged(action, data, { by, state })]).toEqual([action, 'WrongRole']);
  expect(judged('reopen', REASON, { by, state: offered(RESOLVED) })).toBe('WrongRole');
});

test('that somebody is the customer, nobody past the API can say, whatever the policy lets through there', () => {
  const open = { ...policy, viaTemporal: ['receiveMessage', 'withdraw', 'reopen'] };
  expect(judged('receiveMessage', MESSAGE, { via: 'temporal', terms: open })).toBe('WrongRole');
  expect(judged('withdraw', {}, { via: 'temporal', terms: open })).toBe('WrongRole');
});

test('where the policy names who withdraws or reopens, the customer asks in words', () => {
  const closed = {
    ...policy,
    anytimeRoles: {
      withdraw: ['complaintsManager'],
      reopen: ['complaintsManager'],
      receiveMessage: ['complaintsDesk'],
    },
  };
  expect(judged('withdraw', {}, { terms: closed })).toBe('WrongRole');
  expect(judged('reopen', REASON, { terms: closed, state: offered(RESOLVED) })).toBe('WrongRole');
  expect(judged('receiveMessage', MESSAGE, { terms: closed })).toBe('accept');
});

test('an offer that is over is not accepted by an old page', () => {
  const stale = { ...ANSWER, answers: { action: 'answerOffer', data: { accepted: true, option: 2, round: 1 } } };
  expect(judged('receiveMessage', stale)).toBe('UnknownOption');
  const { offers } = offered();
  const state = offered({ offers: [...offers, { option: 2, round: 1, proposal: 1, index: 1 }] });
  expect(judged('receiveMessage', ANSWER, { state })).toBe('OfferOver');
});

test('no other action is theirs', () => {
  for (const action of ['note', 'attach', 'pause', 'promise', 'escalate', 'merge', 'reassign', 'declareMajor'])
    expect([action, judged(action, {})]).not.toEqual([action, 'accept']);
  expect(judged('answerOffer', { accepted: true, option: 1, round: 1 })).toBe('WrongRole');
});

test('no staff id is one of a customer', () => {
  expect(isCustomerId(customerOf(NO).id)).toBe(true);
  expect(isCustomerId('customer.no')).toBe(false);
  expect(isCustomerOf({ no: NO }, customerOf(NO))).toBe(true);
});
