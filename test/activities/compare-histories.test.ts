import { compareWithHistories } from '../../activities/compare-histories';
import type { CaseEvent } from '../../domain/file/stored-event';
import { chainOn } from '../../models/chain';

const events = [1, 2, 3].map((seq): CaseEvent => ({
  no: 'C1',
  seq,
  at: '2026-11-22T08:00:00.000Z',
  type: 'Noted',
  data: { n: seq },
}));
const stored = chainOn('', events);
const histories = [{ head: '', events, isStored: true }];

test('what the store has as the histories do agrees', () => {
  expect(compareWithHistories(stored, histories)).toEqual({ events: 3, differences: [] });
});

test('a text that was altered differs, also where the hash beside it was left as it was', () => {
  const text = stored[1]!.text.replace('"n":2', '"n":7');
  const altered = stored.map((event) => (event.seq === 2 ? { ...event, text } : event));
  expect(compareWithHistories(altered, histories).differences).toEqual([{ seq: 2, what: 'altered' }]);
});
