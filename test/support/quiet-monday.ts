import type { WorkCalendar } from '../../domain/time/calendar.schema';
import { addDays, instantAt, localDateOf, weekdayOf } from '../../domain/time/local-time';

const NINE = 9 * 3_600_000;

/**
 * The next Monday, nine o'clock, in the first half of a month and followed by four weeks without holidays and make-up
 * days: what a test says about days, and about the month in which a story of two weeks lies, then holds whenever it is
 * run.
 * @param after instant in milliseconds since the epoch; so is the answer.
 */
export function quietMonday(calendar: WorkCalendar, after: number): number {
  const special = [...calendar.holidays, ...calendar.makeUpDays].map(({ date }) => date);
  let date = addDays(localDateOf(after, calendar.zone), 1);
  for (;;) {
    const end = addDays(date, 28);
    const firstHalf = Number(date.slice(-2)) <= 14;
    if (firstHalf && weekdayOf(date) === 'mon' && !special.some((day) => day >= date && day < end))
      return instantAt(date, NINE, calendar.zone);
    date = addDays(date, 1);
  }
}
