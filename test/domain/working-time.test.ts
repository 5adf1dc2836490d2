import fc from 'fast-check';
import { calendarDay } from '../../domain/time/calendar';
import { addDays, instantAt, isoInstant, localDateOf, timeOfDay } from '../../domain/time/local-time';
import { addWorkingDays, addWorkingTime, workedBetween } from '../../domain/time/working-time';
import { DAY, HOUR, MINUTE, calendars, chinaOffice, chinaRetail, instants, shownTwice } from './calendars';

const worked = (calendar: typeof chinaOffice, a: number, b: number): number =>
  workedBetween(calendar, isoInstant(a), isoInstant(b));
/** Up to a hundred hours, to the second. */
const amounts = fc.nat({ max: 360_000 }).map((seconds) => seconds * 1_000);

describe('addWorkingTime', () => {
  test('and workedBetween are inverse', () => {
    fc.assert(
      fc.property(calendars, instants, amounts, (calendar, from, amount) => {
        fc.pre(givesTime(calendar));
        expect(worked(calendar, from, addWorkingTime(calendar, from, amount))).toBe(amount);
      }),
    );
  });

  test('ends at the earliest such instant: a moment before, less had passed', () => {
    fc.assert(
      fc.property(calendars, instants, amounts, (calendar, from, amount) => {
        fc.pre(givesTime(calendar) && amount > 0);
        expect(worked(calendar, from, addWorkingTime(calendar, from, amount) - 1)).toBe(amount - 1);
      }),
    );
  });

  test('of a and then b is that of both at once', () => {
    fc.assert(
      fc.property(calendars, instants, amounts, amounts, (calendar, from, a, b) => {
        fc.pre(givesTime(calendar));
        const stepwise = addWorkingTime(calendar, addWorkingTime(calendar, from, a), b);
        expect(stepwise).toBe(addWorkingTime(calendar, from, a + b));
      }),
    );
  });

  test('never ends earlier for a later start', () => {
    fc.assert(
      fc.property(calendars, instants, fc.nat({ max: 5 * DAY }), amounts, (calendar, from, later, amount) => {
        fc.pre(givesTime(calendar));
        expect(addWorkingTime(calendar, from + later, amount)).toBeGreaterThanOrEqual(
          addWorkingTime(calendar, from, amount),
        );
      }),
    );
  });

  test('gives up on a calendar that has hardly any time, and says so', () => {
    const sundays = { ...chinaOffice, hours: { ...noHours, sun: [{ from: '09:00', to: '09:01' }] } };
    expect(() => addWorkingTime(sundays, 0, 100 * HOUR)).toThrow(/within ten years/);
    expect(() => addWorkingDays(sundays, 0, 1_000)).toThrow(/within ten years/);
  });
});

describe('workedBetween', () => {
  test('is the sum of its parts', () => {
    fc.assert(
      fc.property(
        calendars,
        instants,
        fc.nat({ max: 9 * DAY }),
        fc.nat({ max: 9 * DAY }),
        (calendar, from, first, second) => {
          expect(worked(calendar, from, from + first + second)).toBe(
            worked(calendar, from, from + first) + worked(calendar, from + first, from + first + second),
          );
        },
      ),
    );
  });

  test('agrees with counting every minute by what Intl shows on the wall', () => {
    fc.assert(
      fc.property(calendars, instants, fc.nat({ max: 3 * 24 * 60 }), (calendar, instant, minutes) => {
        // An opening that is pushed by a change of the clocks is left to the other tests.
        const from = Math.floor(instant / MINUTE) * MINUTE;
        fc.pre(offsetAt(from - DAY, calendar.zone) === offsetAt(from + 5 * DAY, calendar.zone));
        let counted = 0;
        for (let i = 0; i < minutes; i++) {
          const [date = '', time = ''] = onTheWall(from + i * MINUTE, calendar.zone).split(' ');
          const open = calendarDay(calendar, date).hours.some((hours) => hours.from <= time && time < hours.to);
          if (open) counted += MINUTE;
        }
        expect(worked(calendar, from, from + minutes * MINUTE)).toBe(counted);
      }),
      { numRuns: 60 },
    );
  });

  test('is nothing when the end is not later', () => {
    expect(workedBetween(chinaRetail, '2026-10-02T04:00:00Z', '2026-10-01T04:00:00Z')).toBe(0);
    expect(workedBetween(chinaRetail, '2026-10-01T04:00:00Z', '2026-10-01T04:00:00Z')).toBe(0);
  });

  test('counts years without losing count', () => {
    // 7,305 days of twelve hours: the ten years after which a search gives up are no bound here.
    expect(workedBetween(chinaRetail, '2016-01-01T00:00:00+08:00', '2036-01-01T00:00:00+08:00')).toBe(
      7_305 * 12 * HOUR,
    );
  });

  test('counts the night in which clocks change as long as it was', () => {
    const night = {
      ...chinaRetail,
      zone: 'Europe/Berlin',
      hours: { ...noHours, sun: [{ from: '00:00', to: '06:00' }] },
    };
    const onDay = (date: string): number => workedBetween(night, `${date}T00:00:00Z`, `${addDays(date, 2)}T00:00:00Z`);
    expect(onDay('2026-03-28')).toBe(5 * HOUR);
    expect(onDay('2026-10-24')).toBe(7 * HOUR);
    expect(onDay('2026-11-07')).toBe(6 * HOUR);
  });
});

describe('addWorkingDays', () => {
  const counts = fc.integer({ min: 1, max: 30 });

  test('ends within office hours, on the n-th working day after the day of receipt', () => {
    fc.assert(
      fc.property(calendars, instants, counts, (calendar, from, days) => {
        fc.pre(calendar.zone !== 'Pacific/Apia' && givesTime(calendar));
        const due = addWorkingDays(calendar, from, days);
        const [receipt, dueDate] = [localDateOf(from, calendar.zone), localDateOf(due - 1, calendar.zone)];
        let workingDays = 0;
        for (let date = addDays(receipt, 1); date <= dueDate; date = addDays(date, 1)) {
          if (calendarDay(calendar, date).hours.length > 0) workingDays++;
        }
        // An opening at midnight belongs to the day that begins there.
        const dueAtMidnight = timeOfDay(due, calendar.zone) === 0 && localDateOf(due, calendar.zone) !== dueDate;
        expect([days, ...(dueAtMidnight ? [days - 1] : [])]).toContain(workingDays);
      }),
    );
  });

  test('never ends earlier for a later receipt', () => {
    fc.assert(
      fc.property(calendars, instants, fc.nat({ max: 4 * DAY }), counts, (calendar, from, later, days) => {
        fc.pre(![from, from + later].some((instant) => shownTwice(instant, calendar.zone)));
        expect(addWorkingDays(calendar, from + later, days)).toBeGreaterThanOrEqual(
          addWorkingDays(calendar, from, days),
        );
      }),
      { numRuns: 500 },
    );
  });

  test('of a and then b is that of both, for receipt in office hours that are alike every day', () => {
    fc.assert(
      fc.property(instants, counts, counts, (instant, a, b) => {
        const from = addWorkingTime(chinaOffice, instant, 1);
        const stepwise = addWorkingDays(chinaOffice, addWorkingDays(chinaOffice, from, a), b);
        expect(stepwise).toBe(addWorkingDays(chinaOffice, from, a + b));
      }),
    );
  });

  // Office hours 09:00–12:00 and 13:30–18:00; 2026-11-16 is a Monday.
  test.each([
    ['2026-11-16', 10, '2026-11-17', 10, 'in office hours: the same time'],
    ['2026-11-16', 9, '2026-11-17', 9, 'at the opening: the opening'],
    ['2026-11-16', 18, '2026-11-17', 18, 'at the closing: the closing'],
    ['2026-11-16', 7, '2026-11-17', 9, 'before the opening: the opening'],
    ['2026-11-16', 23, '2026-11-17', 18, 'after the closing: the closing'],
    ['2026-11-16', 12.5, '2026-11-17', 12, 'in the break: its beginning'],
    ['2026-11-20', 17, '2026-11-23', 17, 'on a Friday: Monday'],
    ['2026-11-20', 20, '2026-11-23', 18, 'on a Friday night: the whole of Monday'],
    ['2026-11-21', 1, '2026-11-23', 18, 'at the weekend: the whole of Monday'],
    ['2026-11-22', 23.5, '2026-11-23', 18, 'late on Sunday: still Monday'],
  ])('one working day from %s, %d h, is %s, %d h (%s)', (date, hour, dueDate, dueHour) => {
    const due = addWorkingDays(chinaOffice, instantAt(date, hour * HOUR, chinaOffice.zone), 1);
    expect(isoInstant(due)).toBe(isoInstant(instantAt(dueDate, dueHour * HOUR, chinaOffice.zone)));
  });
});

const noHours = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] };

/** Whether there is time enough for the amounts drawn: some calendars open for a minute a week. */
function givesTime(calendar: typeof chinaOffice): boolean {
  return worked(calendar, Date.UTC(2025, 0, 6), Date.UTC(2025, 1, 3)) > 4 * HOUR;
}

const formats = new Map<string, Intl.DateTimeFormat>();
function onTheWall(instant: number, timeZone: string): string {
  const format =
    formats.get(timeZone) ?? new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  formats.set(timeZone, format);
  return format.format(instant);
}

function offsetAt(instant: number, zone: string): number {
  const wall = timeOfDay(instant, zone);
  return (((wall - instant) % DAY) + DAY) % DAY;
}
