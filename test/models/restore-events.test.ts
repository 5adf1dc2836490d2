import type { JournaledBatch } from '../../activities/case-histories';
import { chainFrom } from '../../activities/restore-events';
import type { CaseEvent } from '../../domain/file/stored-event';
import { chainOn } from '../../models/chain';
import { cut, done, eventsOf, note, opened, recorded } from './case-events';

const events = eventsOf('C1', [recorded(), note('a'), opened(), note('b'), done()]);
const whole = chainOn('', events);

function batches(...parts: { events: CaseEvent[]; isStored?: boolean; head?: string }[]): JournaledBatch[] {
  return parts.map(({ events: batch, isStored = true, head }) => {
    const first = batch[0]!.seq;
    return { events: batch, isStored, head: head ?? (first === 1 ? '' : whole[first - 2]!.hash) };
  });
}
const [one, two, three] = cut(events, [2, 2, 1]) as [CaseEvent[], CaseEvent[], CaseEvent[]];
const other = (batch: CaseEvent[]): CaseEvent[] => batch.map((event) => ({ ...event, at: '2026-11-22T23:00:00.000Z' }));

describe('the chain worked out anew from what a case gave its journal', () => {
  test('in whatever order its runs are read: the same chain', () => {
    expect(chainFrom(batches({ events: three }, { events: one }, { events: two }))).toEqual({
      chain: whole,
      acknowledged: 5,
    });
  });

  test('the last batch not answered yet: it is part of the chain, but need not be stored', () => {
    expect(chainFrom(batches({ events: one }, { events: two }, { events: three, isStored: false }))).toEqual({
      chain: whole,
      acknowledged: 4,
    });
  });

  test('a batch given twice, as by a run that was reset: once in the chain', () => {
    expect(chainFrom(batches({ events: one }, { events: one }, { events: two }, { events: three }))).toEqual({
      chain: whole,
      acknowledged: 5,
    });
  });

  test('a batch never answered, and another that was: the answered one counts', () => {
    const read = batches({ events: one }, { events: other(two), isStored: false }, { events: two }, { events: three });
    expect(chainFrom(read)).toEqual({ chain: whole, acknowledged: 5 });
  });

  test.each<[string, JournaledBatch[], object, number]>([
    [
      'two answered batches that contradict each other',
      batches({ events: one }, { events: two }, { events: other(two) }),
      { seq: 3, what: 'twoContents' },
      2,
    ],
    [
      'two unanswered ones',
      batches({ events: one }, { events: two, isStored: false }, { events: other(two), isStored: false }),
      { seq: 3, what: 'twoContents' },
      2,
    ],
    ['a batch missing', batches({ events: one }, { events: three }), { seq: 3, what: 'gap' }, 2],
    ['the first batch missing', batches({ events: two }, { events: three }), { seq: 1, what: 'gap' }, 0],
    [
      'a batch given with another head',
      batches({ events: one }, { events: two, head: 'f'.repeat(64) }),
      { seq: 3, what: 'anotherHead' },
      2,
    ],
  ])('%s: says where, and ends before it', (_, read, problem, length) => {
    expect(chainFrom(read)).toMatchObject({ problem, chain: whole.slice(0, length) });
  });

  test('no history: an empty chain', () => {
    expect(chainFrom([])).toEqual({ chain: [], acknowledged: 0 });
  });
});
