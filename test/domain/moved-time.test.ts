import fc from 'fast-check';
import { accountOf } from '../../domain/case/clocks/clock';
import { computeDeadline } from '../../domain/time/deadline';
import { evolve } from '../../domain/case/evolve';
import { isoInstant, localDateOf, localText } from '../../domain/time/local-time';
import { asMoved, movedTimes, timesOf } from '../../domain/case/tasks/moved-task';
import { movedOver } from '../../domain/case/clocks/moved-time';
import { emptyCase } from '../../domain/case/state';
import type { Task } from '../../domain/case/state';
import { both } from '../../domain/values/text';
import type { Counting } from '../../domain/time/time-limit';
import { chinaOffice as calendar, DAY, HOUR } from './calendars';

const at = (local: string): string => isoInstant(Date.parse(`${local.replace(' ', 'T')}:00+08:00`));
const shown = (instant: string): string => localText(Date.parse(instant), calendar.zone);
const endOfDay = (instant: number): string =>
  at(`${localDateOf(instant, calendar.zone)} 23:59`).replace('00.000', '59.999');
const COUNTINGS: Counting[] = ['clock', 'working', 'calendarDays', 'month'];

// Monday 16 November 2026 to Sunday 22: an ordinary week, office hours 9 to 12 and 13:30 to 18.
test.each<[string, Counting, string, [string, string], string]>([
  ['by the clock', 'clock', '2026-11-17 10:00', ['2026-11-16 10:00', '2026-11-16 12:30'], '2026-11-17 12:30'],
  ['in office hours', 'working', '2026-11-20 17:00', ['2026-11-20 16:00', '2026-11-21 12:00'], '2026-11-23 10:00'],
  [
    'nothing lost at night',
    'working',
    '2026-11-17 10:00',
    ['2026-11-16 19:00', '2026-11-17 08:00'],
    '2026-11-17 10:00',
  ],
  [
    'a day in the middle',
    'calendarDays',
    '2026-11-17 10:00',
    ['2026-11-16 10:00', '2026-11-18 09:00'],
    '2026-11-19 10:00',
  ],
  ['past already', 'clock', '2026-11-16 09:59', ['2026-11-16 10:00', '2026-11-18 10:00'], '2026-11-16 09:59'],
  ['due that very instant', 'clock', '2026-11-16 10:00', ['2026-11-16 10:00', '2026-11-18 10:00'], '2026-11-18 10:00'],
  [
    'due that very instant',
    'working',
    '2026-11-16 10:00',
    ['2026-11-16 10:00', '2026-11-18 11:00'],
    '2026-11-18 11:00',
  ],
])('what is left comes after: %s', (_, counting, instant, [from, to], expected) => {
  expect(shown(movedOver(calendar, counting, at(instant), { from: at(from), to: at(to) }))).toBe(expected);
});

describe('laws', () => {
  const start = fc.integer({ min: Date.parse('2025-01-01T00:00:00Z'), max: Date.parse('2026-09-01T00:00:00Z') });
  const some = fc.integer({ min: 0, max: 9 * DAY });
  const counting = fc.constantFrom(...COUNTINGS);

  test('never earlier, and what is later stays no earlier than what came before it', () => {
    fc.assert(
      fc.property(start, counting, some, some, some, some, (from, how, length, until, lead, more) => {
        const still = { from: isoInstant(from), to: isoInstant(from + length) };
        const [one, other] = [from - lead + until, from - lead + until + more].map(isoInstant) as [string, string];
        const moved = movedOver(calendar, how, one, still);
        expect(moved >= one).toBe(true);
        expect(movedOver(calendar, how, other, still) >= moved).toBe(true);
      }),
    );
  });

  test('standstills that follow each other are one', () => {
    fc.assert(
      fc.property(start, counting, some, some, some, (from, how, until, first, second) => {
        const [a, b, c] = [from, from + first, from + first + second].map(isoInstant) as [string, string, string];
        const countsDays = how === 'calendarDays' || how === 'month';
        const instant = countsDays ? endOfDay(from + until) : isoInstant(from + until);
        const inTwo = movedOver(calendar, how, movedOver(calendar, how, instant, { from: a, to: b }), {
          from: b,
          to: c,
        });
        expect(inTwo).toBe(movedOver(calendar, how, instant, { from: a, to: c }));
      }),
    );
  });

  test('a limit is moved as the clock of a case is', () => {
    fc.assert(
      fc.property(start, counting, fc.integer({ min: 1, max: 9 }), some, some, (from, how, days, gap, length) => {
        const within = { duration: `P${days}D`, counting: how };
        const startedAt = isoInstant(from);
        const still = { from: isoInstant(from + gap), to: isoInstant(from + gap + length) };
        const { dueAt } = computeDeadline({ from: startedAt, within, calendar });
        expect(movedOver(calendar, how, dueAt, still)).toBe(
          accountOf({ startedAt, within, standstills: [still], calendar }).dueAt,
        );
      }),
    );
  });
});

const task: Task = {
  ...{ id: 'main/judge/1/judge', title: both('判断', 'Judge'), actions: ['judge'], roles: ['desk'], role: 'desk' },
  ...{
    barred: [],
    status: 'open',
    openedAt: at('2026-11-20 09:00'),
    dueAt: at('2026-11-20 17:00'),
    counting: 'working',
  },
  explanation: { dueAt: at('2026-11-20 17:00'), intervals: [] },
  rungs: [
    { at: at('2026-11-20 15:00'), does: 'remind', done: true },
    { at: at('2026-11-20 17:00'), does: 'overdue' },
    { at: at('2026-11-21 17:00'), does: 'escalate', to: 'head', after: { duration: 'P1D', counting: 'clock' } },
  ],
};
const still = { from: at('2026-11-20 16:00'), to: at('2026-11-21 12:00') };

test('what comes so long after a due time keeps that distance, though it counts otherwise', () => {
  const [due, , overdue, escalated] = movedTimes(calendar, timesOf(task), still).map(shown);
  expect([due, overdue, escalated]).toEqual(['2026-11-23 10:00', '2026-11-23 10:00', '2026-11-24 10:00']);
});

test('once it is overdue, what comes after is moved by what counts for it', () => {
  const late = { from: at('2026-11-20 18:00'), to: at('2026-11-22 18:00') };
  const [due, , overdue, escalated] = movedTimes(calendar, timesOf(task), late).map(shown);
  expect([due, overdue, escalated]).toEqual(['2026-11-20 17:00', '2026-11-20 17:00', '2026-11-23 17:00']);
});

test('a task that is moved keeps what was done, says what it was before and explains where it is now', () => {
  const opened = evolve(emptyCase('C1', { id: 'p', version: '1.0.0', bundleHash: '' }), {
    ...{ no: 'C1', seq: 1, at: task.openedAt, type: 'TaskOpened', data: { task } },
  });
  const data = asMoved(task, movedTimes(calendar, timesOf(task), still), { because: 'pause', ...still });
  const { tasks } = evolve(opened, { no: 'C1', seq: 2, at: still.to, type: 'TaskMoved', data: { ...data } });
  expect(tasks[task.id]).toMatchObject({
    dueAt: at('2026-11-23 10:00'),
    explanation: { dueAt: at('2026-11-23 10:00'), standstills: [still] },
    moved: [{ because: 'pause', at: still.to, wasDueAt: task.dueAt }],
    rungs: [{ done: true }, { at: at('2026-11-23 10:00') }, { at: at('2026-11-24 10:00') }],
  });
});

test('a day has one length in every counting that knows days', () => {
  const over = { from: at('2026-11-16 10:00'), to: isoInstant(Date.parse(at('2026-11-16 10:00')) + 24 * HOUR) };
  for (const counting of COUNTINGS)
    expect(shown(movedOver(calendar, counting, at('2026-11-18 10:00'), over))).toBe('2026-11-19 10:00');
});
