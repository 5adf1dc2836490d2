import { isAnswer, QUESTIONS } from '../../domain/case/answers/answers';
import type { PureAnswers } from '../../domain/activity-contract';
import { isOutcome } from '../../domain/activity-contract';

const HUGE = '长'.repeat(100_000);
const at = '2026-10-08T01:00:00.000Z';

test.each(QUESTIONS)('rubbish is no answer to %s', (name) => {
  const question = name as keyof PureAnswers;
  for (const rubbish of [null, undefined, '', 0, Number.NaN, true, [], {}, [null], HUGE])
    expect([rubbish, isAnswer(question, rubbish)]).toEqual([rubbish, false]);
});

test.each([
  ['9999-12-31T23:59:59.999Z'],
  ['1066-10-14T09:00:00.000Z'],
  ['2026-13-45T25:61:61.000Z'],
  ['2026-10-08'],
  ['2026-10-08T09:00:00+08:00'],
])('an instant that is out of bounds, that does not exist or is spelled otherwise is none: %s', (instant) => {
  const plan = { role: 'desk', vacant: [], rungs: [{ at, does: 'overdue' }] };
  expect(isAnswer('planTask', { ...plan, dueAt: at })).toBe(true);
  expect(isAnswer('planTask', { ...plan, dueAt: instant })).toBe(false);
  expect(isAnswer('planTask', { ...plan, rungs: [{ at: instant, does: 'overdue' }] })).toBe(false);
  expect(isAnswer('planTime', { at: instant, explanation: {} })).toBe(false);
  expect(isAnswer('readClock', instant)).toBe(false);
});

test('a day that does not exist is none', () => {
  expect(isAnswer('dayOf', '2026-02-28')).toBe(true);
  expect(isAnswer('dayOf', '2026-02-30')).toBe(false);
});

test('what would not fit into a history is neither an answer nor an outcome, whatever else it says', () => {
  expect(isAnswer('planTime', { at, explanation: { text: 'short' } })).toBe(true);
  expect(isAnswer('planTime', { at, explanation: { text: HUGE } })).toBe(false);
  expect(isOutcome({ status: 'succeeded', result: { reference: 'r-1' } })).toBe(true);
  expect(isOutcome({ status: 'succeeded', result: { reference: HUGE } })).toBe(false);
});
