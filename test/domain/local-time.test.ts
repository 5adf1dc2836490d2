import fc from 'fast-check';
import {
  addDays,
  instantAt,
  isDate,
  localDateOf,
  localText,
  parseInstant,
  timeOfDay,
  weekdayOf,
} from '../../domain/time/local-time';
import { DAY, HOUR, ZONES, instants, shownTwice } from './calendars';

const zones = fc.constantFrom(...ZONES);

test('what the wall shows and when it shows it are inverse, the second of two equal readings excepted', () => {
  fc.assert(
    fc.property(instants, zones, (instant, zone) => {
      const again = instantAt(localDateOf(instant, zone), timeOfDay(instant, zone), zone);
      if (shownTwice(instant, zone)) expect(again).toBeLessThan(instant);
      else expect(again).toBe(instant);
    }),
    { numRuns: 1_000 },
  );
});

test('agrees with the reading of Intl in every zone', () => {
  fc.assert(
    fc.property(instants, zones, (instant, timeZone) => {
      const intl = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
      expect(localText(instant, timeZone).padEnd(19, ':00')).toBe(intl.format(instant));
    }),
  );
});

test('a later reading of the same zone is never an earlier instant', () => {
  const readings = fc.tuple(instants, fc.nat({ max: 3 * DAY }), zones);
  const at = (wall: number, zone: string): number =>
    instantAt(new Date(wall).toISOString().slice(0, 10), ((wall % DAY) + DAY) % DAY, zone);
  fc.assert(
    fc.property(readings, ([wall, later, zone]) => {
      expect(at(wall + later, zone)).toBeGreaterThanOrEqual(at(wall, zone));
    }),
    { numRuns: 1_000 },
  );
});

test.each([
  ['Europe/Berlin', '2026-03-29', 2.5 * HOUR, '2026-03-29T01:00:00.000Z', 'skipped: the moment clocks are put forward'],
  ['Europe/Berlin', '2026-10-25', 2.5 * HOUR, '2026-10-25T00:30:00.000Z', 'shown twice: the first'],
  ['Africa/Cairo', '2026-04-24', 0, '2026-04-23T22:00:00.000Z', 'midnight skipped: the day begins at one'],
  ['Pacific/Apia', '2011-12-30', 9 * HOUR, '2011-12-30T10:00:00.000Z', 'a day that never was: where it would be'],
  ['Asia/Shanghai', '2026-09-30', DAY, '2026-09-30T16:00:00.000Z', 'the end of the day'],
])('%s %s at %d ms after midnight is %s: %s', (zone, date, time, instant) => {
  expect(new Date(instantAt(date, time, zone)).toISOString()).toBe(instant);
});

test.each([
  ['2026-02-28', 'sat'],
  ['1969-12-31', 'wed'],
  ['2024-02-29', 'thu'],
])('%s is a %s', (date, weekday) => {
  expect(weekdayOf(date)).toBe(weekday);
});

test('addDays and isDate know the calendar', () => {
  expect(addDays('2024-02-28', 2)).toBe('2024-03-01');
  expect(addDays('2026-01-01', -1)).toBe('2025-12-31');
  expect([isDate('2024-02-29'), isDate('2026-02-29'), isDate('2026-2-1'), isDate('nonsense')]).toEqual([
    true,
    false,
    false,
    false,
  ]);
});

test('parseInstant takes an offset, and refuses a local time, a mere date and a day that does not exist', () => {
  expect(parseInstant('2026-09-30T17:00:00+08:00')).toBe(Date.UTC(2026, 8, 30, 9));
  expect(parseInstant('2026-09-30T09:00Z')).toBe(Date.UTC(2026, 8, 30, 9));
  for (const text of ['2026-09-30T17:00:00', '2026-09-30', '2026-02-30T00:00:00Z', '2026-09-30T25:00:00Z', 'now', '']) {
    expect(() => parseInstant(text)).toThrow(RangeError);
  }
});

test('an unknown zone is an error, not UTC', () => {
  expect(() => localDateOf(0, 'Asia/Atlantis')).toThrow(/Not an IANA time zone/);
});

test('localText shows seconds only where they say something', () => {
  expect(localText(Date.UTC(2026, 0, 1), 'Asia/Shanghai')).toBe('2026-01-01 08:00');
  expect(localText(Date.UTC(2026, 0, 1, 15, 59, 59, 999), 'Asia/Shanghai')).toBe('2026-01-01 23:59:59');
});
