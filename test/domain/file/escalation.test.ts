import { isOvertaken, isToldLate, moveAfterLate } from '../../../domain/file/escalation';
import type { Rung } from '../../../domain/case/state';

const noon = '2026-10-08T04:00:00.000Z';
const plus = (ms: number): string => new Date(Date.parse(noon) + ms).toISOString();
const HOUR = 3_600_000;
const reminder: Rung = { at: noon, does: 'remind' };
const due: Rung = { at: plus(HOUR), does: 'overdue' };

test.each([
  [4_999, false],
  [5_000, true],
  [HOUR, true],
])('a step told %i ms after it was due', (ms, late) => {
  expect(isToldLate(noon, plus(ms))).toBe(late);
});

describe('a reminder', () => {
  test('says nothing any more once a later step is due, too', () => {
    expect(isOvertaken([reminder, due], reminder, plus(HOUR))).toBe(true);
  });
  test('is said while the next step is to come, and when there is none', () => {
    expect(isOvertaken([reminder, due], reminder, plus(HOUR - 1))).toBe(false);
    expect(isOvertaken([reminder], reminder, plus(HOUR))).toBe(false);
  });
  test('is said when the later step was taken already', () => {
    expect(isOvertaken([reminder, { ...due, done: true }], reminder, plus(HOUR))).toBe(false);
  });
});

describe('who was told late', () => {
  test('has as long as they would have had: what comes after is moved, what was due at that instant is not', () => {
    expect(moveAfterLate([reminder, due], noon, plus(60_000))).toEqual({ from: plus(1), to: plus(60_001) });
  });
  test('is told in time within seconds, and nothing is moved', () => {
    expect(moveAfterLate([reminder, due], noon, plus(4_000))).toBeUndefined();
  });
  test('of the last step: nothing is left to be moved', () => {
    expect(moveAfterLate([reminder, { ...due, done: true }], noon, plus(60_000))).toBeUndefined();
    expect(moveAfterLate([reminder], noon, plus(60_000))).toBeUndefined();
  });
});
