import { judgeMessage } from '../../domain/case/judge-message';
import { emptyCase } from '../../domain/case/state';
import { allPolicies } from '../support/policies';
import { asIfSealed } from '../support/sealed-data';

const NO = 'C260930-4K7QMXD';
const { policy } = allPolicies().get('penalised')!;
const by = { id: 'an', roles: [policy.owner], departments: [] };

/** What the owner is told who books an amount in a case for which so much is recorded. */
function booked(amountFen: number, recordedFen = 0): string | undefined {
  const judged = judgeMessage({
    state: {
      ...emptyCase(NO, { id: policy.id, version: policy.version, bundleHash: '' }),
      ...{ status: 'open', recordedAt: '2026-09-30T01:00:00.000Z' },
      costs: recordedFen === 0 ? [] : [{ what: 'x', amountFen: recordedFen }],
    },
    ...{ policy, action: 'recordCost', busy: false },
    raw: { key: 'k', by, via: 'api', data: { what: asIfSealed(NO)('', 'recordCost.what'), amountFen } },
  });
  return judged.verdict === 'refuse' ? judged.refusal.code : undefined;
}

test('a cost is a million yuan at most, and nothing is none', () => {
  expect([1, 100_000_000].map((fen) => booked(fen))).toEqual([undefined, undefined]);
  expect([100_000_001, 100_000_000_000, 0, 0.5].map((fen) => booked(fen))).toEqual(Array(4).fill('Malformed'));
});

test('a correction takes back no more than was recorded', () => {
  expect(booked(-5_000, 5_000)).toBeUndefined();
  expect(booked(-5_001, 5_000)).toBe('NotAllowedByPolicy');
  expect(booked(-100_000_000_000, 5_000)).toBe('Malformed');
});
