import type { Ordered } from '../../activities/orders-of-run';
import { goesOn, isContradiction, remediesOrdered } from '../../activities/remedies/ordered';
import type { EffectOutcome } from '../../domain/activity-contract';
import type { RemedyStatus } from '../../models/remedy-ledger';

const NO = 'C261122-4K7QMXD';
const KEY = `${NO}/main/execute/1/option-1-remedy-1`;
const about = { no: NO, kind: 'refund', params: { amountFen: 3000 }, costFen: 3000 };

const at = (minute: number): string => `2026-11-22T08:0${minute}:00.000Z`;
const answered = (outcome: EffectOutcome, minute = 2) => ({ answer: { outcome, at: at(minute) } });
const execute = (end: Partial<Pick<Ordered, 'answer' | 'hasFailed'>> = {}): Ordered => ({
  ...{ activity: 'executeRemedy', order: { ...about, key: KEY }, at: at(1) },
  ...end,
});
const settle = (executed: boolean, outcome: EffectOutcome = { status: 'succeeded' }): Ordered => ({
  ...{ activity: 'settleRemedy', order: { no: NO, key: `${KEY}-settled`, of: KEY, executed }, at: at(3) },
  ...answered(outcome, 4),
});
const undo = (undone: boolean): Ordered => ({
  ...{ activity: 'undoRemedy', order: { no: NO, key: 'undo-1', kind: 'refund', of: KEY }, at: at(5) },
  ...answered({ status: 'succeeded', result: { undone } }, 6),
});
const paid = execute(answered({ status: 'succeeded', result: { reference: 'P1' } }));
const silent = execute(answered({ status: 'unknown', result: { reason: 'noAnswer' } }));

describe('the ledger as the orders of a case make it', () => {
  test.each<[string, Ordered[], RemedyStatus, object | undefined]>([
    ['answered: done', [paid], 'executed', { reference: 'P1' }],
    ['refused', [execute(answered({ status: 'failed', result: { reason: 'no' } }))], 'failed', { reason: 'no' }],
    ['not answered yet: it may have gone out', [execute()], 'sent', undefined],
    [
      'given up by the engine, and sent again after a revival',
      [execute(), execute({ hasFailed: true })],
      'sent',
      undefined,
    ],
    ['found out by a person', [silent, settle(true)], 'executed', { settledUnder: `${KEY}-settled` }],
    ['found out not to have been', [silent, settle(false)], 'failed', { settledUnder: `${KEY}-settled` }],
    ['a finding that came too late', [paid, settle(false, { status: 'failed' })], 'executed', { reference: 'P1' }],
    ['taken back', [paid, undo(true)], 'undone', { reference: 'P1' }],
    ['taken back, and its order repeated by a late attempt', [paid, undo(true), paid], 'undone', { reference: 'P1' }],
    ['could not be taken back', [paid, undo(false)], 'executed', { reference: 'P1' }],
  ])('%s', (_, orders, status, outcome) => {
    const [one, ...others] = remediesOrdered(NO, orders);
    expect(others).toEqual([]);
    expect(one!.entry).toMatchObject({ ...about, key: KEY, status, createdAt: at(1) });
    expect(one!.entry.outcome).toEqual(outcome);
  });

  test('what failed before it was sent is in no ledger', () => {
    expect(remediesOrdered(NO, [execute({ hasFailed: true })])).toEqual([]);
  });

  test('an entry never goes back, and what ended otherwise is a contradiction', () => {
    const all: RemedyStatus[] = ['pending', 'sent', 'unknown', 'executed', 'failed', 'undone'];
    for (const one of all)
      for (const other of all) {
        expect(goesOn(one, other) && goesOn(other, one)).toBe(false);
        expect(isContradiction(one, other)).toBe(isContradiction(other, one));
        if (isContradiction(one, other)) expect(goesOn(one, other)).toBe(false);
      }
    expect(isContradiction('failed', 'undone')).toBe(true);
    expect(isContradiction('unknown', 'failed')).toBe(false);
  });
});
