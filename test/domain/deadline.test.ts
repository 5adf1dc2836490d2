import fc from 'fast-check';
import { computeDeadline } from '../../domain/time/deadline';
import { explainDeadline } from '../../domain/time/deadline-explanation';
import { isoInstant, localText } from '../../domain/time/local-time';
import type { Counting, TimeLimit } from '../../domain/time/time-limit';
import { workedBetween } from '../../domain/time/working-time';
import { DAY, HOUR, calendars, chinaOffice, chinaRetail, instants, shownTwice } from './calendars';

type Calendar = typeof chinaOffice;

const working = (duration: string): TimeLimit => ({ duration, counting: 'working' });
const clock = (duration: string): TimeLimit => ({ duration, counting: 'clock' });
const month = (duration: string): TimeLimit => ({ duration, counting: 'month' });
const calendarDays = (duration: string): TimeLimit => ({ duration, counting: 'calendarDays' });

/** Due time by the clock on the wall, for a receipt by the same clock (`2026-09-30 17:00`, Shanghai). */
function due(received: string, within: TimeLimit, calendar: Calendar = chinaOffice): string {
  const { dueAt } = computeDeadline({ from: `${received.replace(' ', 'T')}:00+08:00`, within, calendar });
  expect(dueAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  return localText(Date.parse(dueAt), calendar.zone);
}

// Spring Festival: off from Sunday 15 to Monday 23 February; Saturdays 14 and 28 February are worked.
// National Day: off from Thursday 1 to Wednesday 7 October; Sunday 20 September and Saturday 10 October are worked.
test.each([
  ['2026-02-13 16:00', 'P1D', '2026-02-14 16:00', 'the make-up Saturday before Spring Festival counts'],
  ['2026-02-14 16:00', 'P1D', '2026-02-24 16:00', 'then nine days off'],
  ['2026-02-14 14:00', 'PT8H', '2026-02-24 14:30', 'four hours before them, four after'],
  ['2026-02-14 14:00', 'PT4H', '2026-02-14 18:00', 'ends at the closing, not ten days later at the opening'],
  ['2026-02-17 12:00', 'PT1H', '2026-02-24 10:00', 'received on the first day of the year'],
  ['2026-02-17 12:00', 'P1D', '2026-02-24 18:00', 'received on a day off: a whole working day'],
  ['2026-02-26 10:00', 'P2D', '2026-02-28 10:00', 'the make-up Saturday after it counts'],
  ['2026-02-26 10:00', 'P3D', '2026-03-02 10:00', 'the Sunday after that does not'],
  ['2026-09-18 11:00', 'P1D', '2026-09-20 11:00', 'a make-up Sunday'],
  ['2026-09-30 17:00', 'PT2H', '2026-10-08 10:00', 'over National Day'],
  ['2026-09-30 17:00', 'P2D', '2026-10-09 17:00', 'over National Day, in days'],
  ['2026-09-30 17:00', 'P3D', '2026-10-10 17:00', 'into the make-up Saturday'],
  ['2026-09-30 17:00', 'P4D', '2026-10-12 17:00', 'and past the Sunday that stays off'],
  ['2026-11-16 11:30', 'PT1H', '2026-11-16 14:00', 'over lunch'],
  ['2026-11-16 10:00', 'P1DT2H', '2026-11-17 12:00', 'days first, then hours'],
  ['2026-11-16 17:00', 'P1DT2H', '2026-11-18 10:00', 'hours over night'],
  ['2026-11-21 10:00', 'PT0S', '2026-11-21 10:00', 'at once, even on a Saturday'],
])('in the office, received %s within working %s: due %s (%s)', (received, duration, expected) => {
  expect(due(received, working(duration))).toBe(expected);
});

test.each([
  ['2026-09-30 20:30', 'PT1H', '2026-10-01 09:30', 'National Day is a working day'],
  ['2026-09-30 22:00', 'PT12H', '2026-10-01 21:00', 'a whole day of twelve hours'],
  ['2026-10-03 10:00', 'P1D', '2026-10-04 10:00', 'a Sunday in the holidays'],
])('in the shop, received %s within working %s: due %s (%s)', (received, duration, expected) => {
  expect(due(received, working(duration), chinaRetail)).toBe(expected);
});

test.each([
  ['2026-09-30 17:00', clock('PT24H'), '2026-10-01 17:00'],
  ['2026-09-30 17:00', clock('P1W'), '2026-10-07 17:00'],
  ['2026-09-30 17:00', clock('PT30M'), '2026-09-30 17:30'],
  ['2026-09-01 08:00', calendarDays('P30D'), '2026-10-01 23:59:59'],
  ['2026-09-01 23:59', calendarDays('P30D'), '2026-10-01 23:59:59'],
  ['2026-09-02 00:00', calendarDays('P30D'), '2026-10-02 23:59:59'],
  ['2026-02-28 12:00', calendarDays('P1W'), '2026-03-07 23:59:59'],
  ['2026-09-01 00:00', month('P0D'), '2026-09-30 23:59:59'],
  ['2026-09-30 23:59', month('P0D'), '2026-09-30 23:59:59'],
  ['2026-12-15 09:00', month('P0D'), '2026-12-31 23:59:59'],
  ['2026-01-31 09:00', month('P5D'), '2026-02-05 23:59:59'],
  ['2028-02-10 09:00', month('P0D'), '2028-02-29 23:59:59'],
])('received %s within %j: due %s, holidays or not', (received, within, expected) => {
  expect(due(received, within)).toBe(expected);
});

test('a day by the clock is a day on the wall, be it 23 or 25 hours long; 24 hours are 24 hours', () => {
  const berlin = { ...chinaOffice, zone: 'Europe/Berlin' };
  const dueAt = (from: string, duration: string): string =>
    computeDeadline({ from, within: clock(duration), calendar: berlin }).dueAt;
  expect(dueAt('2026-03-28T12:00:00+01:00', 'P1D')).toBe('2026-03-29T10:00:00.000Z');
  expect(dueAt('2026-03-28T12:00:00+01:00', 'PT24H')).toBe('2026-03-29T11:00:00.000Z');
  expect(dueAt('2026-10-24T12:00:00+02:00', 'P1D')).toBe('2026-10-25T11:00:00.000Z');
});

test('the same instant and limit end at different times in different zones', () => {
  const ends = ['Asia/Shanghai', 'Europe/Berlin', 'America/New_York'].map(
    (zone) =>
      computeDeadline({ from: '2026-11-16T23:30:00Z', within: calendarDays('P1D'), calendar: { ...chinaOffice, zone } })
        .dueAt,
  );
  expect(ends).toEqual(['2026-11-18T15:59:59.999Z', '2026-11-18T22:59:59.999Z', '2026-11-18T04:59:59.999Z']);
});

const limits = fc
  .record({
    counting: fc.constantFrom<Counting>('clock', 'working', 'calendarDays', 'month'),
    days: fc.nat({ max: 40 }),
    minutes: fc.nat({ max: 600 }),
  })
  .map(({ counting, days, minutes }) => ({
    counting,
    duration: counting === 'calendarDays' || counting === 'month' ? `P${days}D` : `P${days}DT${minutes}M`,
  }));

/** Some calendars drawn open for minutes a week. */
function attempt(calendar: Calendar, from: number, within: TimeLimit): number | undefined {
  try {
    return Date.parse(computeDeadline({ from: isoInstant(from), within, calendar }).dueAt);
  } catch (error) {
    expect(String(error)).toMatch(/within ten years/);
    return undefined;
  }
}

test('what is received later is never due earlier, and nothing is due before it is received', () => {
  fc.assert(
    fc.property(calendars, instants, fc.nat({ max: 4 * DAY }), limits, (calendar, from, later, within) => {
      fc.pre(![from, from + later].some((instant) => shownTwice(instant, calendar.zone)));
      const [first, second] = [attempt(calendar, from, within), attempt(calendar, from + later, within)];
      fc.pre(first !== undefined && second !== undefined);
      expect(second).toBeGreaterThanOrEqual(first);
      expect(first).toBeGreaterThanOrEqual(from);
    }),
    { numRuns: 500 },
  );
});

test('a longer limit is never due earlier', () => {
  fc.assert(
    fc.property(calendars, instants, limits, fc.nat({ max: 5 }), (calendar, from, within, more) => {
      const longer = { ...within, duration: within.duration.replace(/\d+/, (days) => String(Number(days) + more)) };
      const [first, second] = [attempt(calendar, from, within), attempt(calendar, from, longer)];
      fc.pre(first !== undefined && second !== undefined);
      expect(second).toBeGreaterThanOrEqual(first);
    }),
    { numRuns: 500 },
  );
});

test('the explanation accounts for the time to the millisecond, in order, and stays small', () => {
  fc.assert(
    fc.property(calendars, instants, limits, (calendar, from, within) => {
      fc.pre(attempt(calendar, from, within) !== undefined);
      const { dueAt, explanation } = computeDeadline({ from: isoInstant(from), within, calendar });
      const { intervals, skipped } = explanation;
      const counted = intervals.reduce((sum, { countedMs }) => sum + countedMs, 0);
      if (within.counting === 'working') expect(counted).toBe(workedBetween(calendar, isoInstant(from), dueAt));
      if (within.counting === 'clock') expect(counted).toBe(Date.parse(dueAt) - from);
      const ends = intervals.flatMap((interval) => [interval.from, interval.to]);
      expect(ends).toEqual([...ends].sort());
      expect(intervals.length).toBeLessThanOrEqual(60);
      expect(skipped.length).toBeLessThanOrEqual(60);
      expect(JSON.parse(JSON.stringify(explanation))).toEqual(explanation);
      expect(explainDeadline(explanation, 'en')).not.toMatch(/undefined|NaN/);
    }),
  );
});

test('the explanation names the calendar, what counted, what was skipped and what was worked in exchange', () => {
  const from = '2026-09-30T17:00:00+08:00';
  const { dueAt, explanation } = computeDeadline({ from, within: working('P3D'), calendar: chinaOffice });
  const nationalDay = { zh: '国庆节', en: 'National Day' };
  expect(explanation).toEqual({
    from: '2026-09-30T09:00:00.000Z',
    dueAt,
    within: working('P3D'),
    calendar: {
      id: 'china-office',
      version: '1+china-2026',
      title: chinaOffice.title,
      knownFrom: '2024-01-01',
      knownUntil: '2026-12-31',
    },
    zone: 'Asia/Shanghai',
    intervals: [
      { from: '2026-09-30T09:00:00.000Z', to: '2026-09-30T10:00:00.000Z', countedMs: HOUR },
      { from: '2026-10-08T01:00:00.000Z', to: '2026-10-08T04:00:00.000Z', countedMs: 3 * HOUR },
      { from: '2026-10-08T05:30:00.000Z', to: '2026-10-08T10:00:00.000Z', countedMs: 4.5 * HOUR },
      { from: '2026-10-09T01:00:00.000Z', to: '2026-10-09T04:00:00.000Z', countedMs: 3 * HOUR },
      { from: '2026-10-09T05:30:00.000Z', to: '2026-10-09T10:00:00.000Z', countedMs: 4.5 * HOUR },
      { from: '2026-10-10T01:00:00.000Z', to: '2026-10-10T04:00:00.000Z', countedMs: 3 * HOUR },
      { from: '2026-10-10T05:30:00.000Z', to: '2026-10-10T09:00:00.000Z', countedMs: 3.5 * HOUR },
    ],
    skipped: [{ date: '2026-10-01', until: '2026-10-07', reason: 'holiday', title: nationalDay }],
    makeUpDays: [{ date: '2026-10-10', title: nationalDay }],
  });
});

test('days off in a row are one entry for each feast', () => {
  const from = '2025-09-30T17:00:00+08:00';
  const { skipped } = computeDeadline({ from, within: working('P1D'), calendar: chinaOffice }).explanation;
  expect(skipped.map(({ date, until, title }) => [date, until, title?.en])).toEqual([
    ['2025-10-01', '2025-10-05', 'National Day'],
    ['2025-10-06', undefined, 'Mid-autumn Festival'],
    ['2025-10-07', '2025-10-08', 'National Day'],
  ]);
});

test('a make-up day of which no hour counted is not named', () => {
  const from = '2026-10-10T20:00:00+08:00';
  expect(computeDeadline({ from, within: working('P1D'), calendar: chinaOffice }).explanation.makeUpDays).toEqual([]);
});

test('a long limit sums up its tail without losing time', () => {
  const from = '2024-01-02T10:00:00+08:00';
  const { dueAt, explanation } = computeDeadline({ from, within: working('P700D'), calendar: chinaOffice });
  const { intervals, skipped, skippedMore } = explanation;
  expect(intervals).toHaveLength(60);
  expect(intervals.at(-1)).toMatchObject({ to: dueAt });
  expect(intervals.at(-1)!.stretches).toBeGreaterThan(1_000);
  expect(intervals.reduce((sum, { countedMs }) => sum + countedMs, 0)).toBe(workedBetween(chinaOffice, from, dueAt));
  expect(skipped).toHaveLength(60);
  expect(skippedMore).toBeGreaterThan(60);
});

test.each([
  ['2026-12-30T10:00:00+08:00', working('P1D'), undefined],
  ['2026-12-31T10:00:00+08:00', working('P1D'), true],
  ['2023-12-29T10:00:00+08:00', working('P3D'), true],
  ['2026-12-31T10:00:00+08:00', clock('P9D'), undefined],
  ['2026-12-31T10:00:00+08:00', calendarDays('P9D'), undefined],
])('from %s within %j, days whose holidays are not known are owned up to: %s', (from, within, beyondKnown) => {
  expect(computeDeadline({ from, within, calendar: chinaOffice }).explanation.beyondKnown).toBe(beyondKnown);
});

test('explainDeadline reads in both languages', () => {
  const over = computeDeadline({
    from: '2026-09-30T17:00:00+08:00',
    within: working('P3D'),
    calendar: chinaOffice,
  }).explanation;
  expect(explainDeadline({ ...over, intervals: over.intervals.slice(0, 1) }, 'zh').split('\n')).toEqual([
    '自 2026-09-30 17:00 起，限3个工作日，2026-10-10 17:00 到期。',
    '日历：办公日历（china-office，版本 1+china-2026），时区 Asia/Shanghai。',
    '计入：2026-09-30 17:00 – 18:00，1小时。',
    '不计：2026-10-01 至 2026-10-07 国庆节放假。',
    '调休上班：2026-10-10（国庆节）。',
  ]);

  const beyond = computeDeadline({
    from: '2026-12-31T17:00:00+08:00',
    within: working('PT2H'),
    calendar: chinaOffice,
  }).explanation;
  expect(explainDeadline(beyond, 'en').split('\n')).toEqual([
    'From 2026-12-31 17:00, limit 2 hours of working time: due 2027-01-01 10:00.',
    'Calendar: Office calendar (china-office, version 1+china-2026), time zone Asia/Shanghai.',
    'Counted: 2026-12-31 17:00 – 18:00, 1 hour.',
    'Counted: 2027-01-01 09:00 – 10:00, 1 hour.',
    'Note: the public holiday list covers 2024-01-01 to 2026-12-31; outside it, days count as in an ordinary week.',
  ]);

  const days = computeDeadline({
    from: '2026-09-01T08:00:00+08:00',
    within: calendarDays('P30D'),
    calendar: chinaOffice,
  }).explanation;
  expect(explainDeadline(days, 'en').split('\n').slice(2)).toEqual([
    'Counted: 2026-09-02 00:00 – 2026-10-01 23:59:59, 30 days.',
    'Not counted: 2026-09-01 first day.',
  ]);
});

test.each([
  ['2026-09-30T17:00:00', clock('PT1H'), /Z or an offset/],
  ['2026-09-30T17:00:00Z', clock('P1M'), /no fixed length/],
  ['2026-09-30T17:00:00Z', working('P1W'), /ambiguous/],
  ['2026-09-30T17:00:00Z', calendarDays('PT1H'), /calendar days end with the day/],
])('computeDeadline from %s within %j is refused', (from, within, message) => {
  expect(() => computeDeadline({ from, within, calendar: chinaOffice })).toThrow(message);
});
