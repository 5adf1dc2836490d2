import fc from 'fast-check';
import {
  agreedOption,
  approvalOf,
  offerOf,
  optionsInRound,
  refuseAnswer,
  refuseRepeated,
} from '../../domain/case/effects/consent';
import { evolve } from '../../domain/case/evolve';
import type { NewEvent } from '../../domain/file/stored-event';
import type { CaseState, ProposedOption } from '../../domain/case/state';
import { emptyCase } from '../../domain/case/state';

const NO = 'C260930-4K7QMXD';
const refund = (amountFen: number): ProposedOption => ({
  remedies: [{ kind: 'refund', params: { to: 'cash', amountFen }, costFen: amountFen }],
  costFen: amountFen,
});

function after(state: CaseState, ...events: Pick<NewEvent, 'type' | 'data'>[]): CaseState {
  return events.reduce(
    (one, { type, data }) => evolve(one, { no: NO, seq: one.seq + 1, at: '2026-09-30T01:00:00Z', type, data }),
    state,
  );
}

const begun = emptyCase(NO, { id: 'p', version: '1', bundleHash: 'h' });
const proposed = (state: CaseState, ...amounts: number[]): CaseState =>
  after(state, { type: 'RemedyProposed', data: { options: amounts.map(refund), costFen: Math.max(...amounts) } });
const approved = (state: CaseState): CaseState =>
  after(state, { type: 'ProposalApproved', data: { by: ['boss'], approved: approvalOf(state) } });
const offered = (state: CaseState, index: number): CaseState =>
  after(state, { type: 'OptionOffered', data: { ...offerOf(state, index) } });
const accepted = (state: CaseState, index: number): CaseState =>
  after(state, { type: 'OfferAccepted', data: { option: index } });
const newRound = (state: CaseState): CaseState => after(state, { type: 'RoundStarted', data: {} });

/** A life of offers: what was proposed and put to the customer, in any order that the steps allow. */
const lives = fc.array(fc.constantFrom('propose', 'offer', 'round'), { minLength: 1, maxLength: 30 }).map((moves) => {
  let state = proposed(begun, 100, 200, 300);
  let index = 0;
  for (const move of moves) {
    if (move === 'propose') [state, index] = [proposed(state, 100, 200, 300), 0];
    else if (move === 'round') [state, index] = [proposed(newRound(state), 100, 200, 300), 0];
    else if (index < 3) state = offered(state, index++);
  }
  return state;
});

test('of all offers that were ever made, an answer fits the last one alone', () => {
  fc.assert(
    fc.property(lives, (state) => {
      const names = state.offers.map(({ option, round }) => `${round}/${option}`);
      expect(new Set(names).size).toBe(names.length);
      for (const [i, { option, round }] of state.offers.entries())
        expect(refuseAnswer(state, { option, round })?.code).toBe(
          i === state.offers.length - 1 ? undefined : 'OfferOver',
        );
      expect(refuseAnswer(state, {})?.code).toBe(state.offers.length > 1 ? 'OptionNotNamed' : undefined);
    }),
  );
});

test('an offer keeps its name when its step runs again, and a round says how many there are', () => {
  const first = offered(offered(proposed(begun, 100, 200), 0), 1);
  expect([0, 1].map((i) => offerOf(first, i).option)).toEqual([1, 2]);
  const anew = proposed(first, 300);
  expect(offerOf(anew, 0)).toMatchObject({ option: 3, round: 1 });
  expect(optionsInRound(anew)).toBe(3);
  expect(optionsInRound(offered(anew, 0))).toBe(3);
});

describe('what is carried out', () => {
  const agreed = accepted(offered(approved(proposed(begun, 100, 200)), 0), 0);
  const at = 'main/execute/1';

  test('is what was agreed to and approved', () => {
    expect(agreedOption(agreed, at)).toMatchObject({ ok: true, option: 0, remedies: [{ costFen: 100 }] });
  });

  test('is nothing in a round in which nobody has agreed', () => {
    expect(agreedOption(begun, at)).toEqual({ ok: false, because: 'none' });
    expect(agreedOption(newRound(agreed), at)).toEqual({ ok: false, because: 'none' });
    expect(agreedOption(proposed(agreed, 100, 200), at)).toEqual({ ok: false, because: 'none' });
  });

  test('is nothing that differs from what was approved, or from what the customer heard', () => {
    const dearer = { ...agreed, proposal: { ...agreed.proposal!, options: [refund(100), refund(900)] } };
    expect(agreedOption(dearer, at)).toEqual({ ok: false, because: 'changed' });
    const other = { ...agreed, accepted: { ...agreed.accepted!, options: refund(900) } };
    expect(agreedOption(other, at)).toEqual({ ok: false, because: 'changed' });
  });

  test('is done once: not at another place, nor in another visit', () => {
    const done = after(agreed, {
      type: 'RemedyExecuted',
      data: { key: `${NO}/${at}/option-1-remedy-1`, kind: 'refund', costFen: 100, params: {}, proposal: 1 },
    });
    expect(agreedOption(done, at)).toMatchObject({ ok: true });
    expect(agreedOption(done, 'main/execute/2')).toEqual({ ok: false, because: 'done' });
    // Another visit whose number begins with the same digits is another place as well.
    expect(agreedOption(done, 'main/execute/11')).toEqual({ ok: false, because: 'done' });
  });
});

describe('a remedy that was given before', () => {
  const given = (status: string, params: Record<string, unknown> = { to: 'cash', amountFen: 100 }): CaseState =>
    after(begun, {
      type: status,
      data: { key: `${NO}/a`, kind: 'refund', costFen: 100, params },
    });
  const again = [{ kind: 'refund', params: { to: 'cash', amountFen: 100 } }];

  test.each(['RemedyExecuted', 'RemedyOutcomeUnknown'])('has to be meant (%s)', (status) => {
    expect(refuseRepeated(given(status), again, undefined)?.code).toBe('GivenBefore');
    expect(refuseRepeated(given(status), again, true)).toBeUndefined();
  });
  test.each(['RemedyFailed', 'RemedyUndone'])('is none if the customer has not got it (%s)', (status) => {
    expect(refuseRepeated(given(status), again, undefined)).toBeUndefined();
  });
  test('is told by what can be compared: defaults left out and sealed texts make no difference', () => {
    const before = given('RemedyExecuted', { to: 'account', amountFen: 100, quantity: 1 });
    const account = `sealed:v2:${NO}:propose.options.remedies.params.account:${'A'.repeat(40)}`;
    const same = [{ kind: 'refund', params: { to: 'account', amountFen: 100, account } }];
    expect(refuseRepeated(before, same, undefined)?.code).toBe('GivenBefore');
    const other = [{ kind: 'refund', params: { to: 'account', amountFen: 101, account } }];
    expect(refuseRepeated(before, other, undefined)).toBeUndefined();
  });
});
