import { addDays, instantAt, isDate, isoInstant, weekdayOf, WEEKDAYS } from '../time/local-time';
import type { LocalDate } from '../time/local-time';

export type Every = 'week' | 'month';

/** A week from Monday (`2026-W47`, numbered as ISO 8601 does) or a month (`2026-11`), by the clocks of a time zone. */
export interface Period {
  every: Every;
  id: string;
  /** First and last day. */
  first: LocalDate;
  last: LocalDate;
  /** ISO instants: `from` is included, `to` is not. */
  from: string;
  to: string;
}

/** The period in which a day lies. */
export function periodOf(every: Every, day: LocalDate, zone: string): Period {
  const first = every === 'month' ? `${day.slice(0, 7)}-01` : addDays(day, -WEEKDAYS.indexOf(weekdayOf(day)));
  const next = every === 'month' ? firstOfNextMonth(first) : addDays(first, 7);
  return {
    every,
    id: every === 'month' ? day.slice(0, 7) : weekId(first),
    first,
    last: addDays(next, -1),
    from: isoInstant(instantAt(first, 0, zone)),
    to: isoInstant(instantAt(next, 0, zone)),
  };
}

/** The period of this id; undefined if it names none of this kind. */
export function periodById(every: Every, id: string, zone: string): Period | undefined {
  if (every === 'month')
    return /^\d{4}-\d\d$/.test(id) && isDate(`${id}-01`) ? periodOf('month', `${id}-01`, zone) : undefined;
  const [, year, week] = /^(\d{4})-W(\d\d)$/.exec(id) ?? [];
  if (year === undefined || week === undefined) return undefined;
  // The fourth of January always lies in the first week.
  const period = periodOf('week', addDays(`${year}-01-04`, (Number(week) - 1) * 7), zone);
  return period.id === id ? period : undefined;
}

export function periodBefore({ every, first }: Period, zone: string): Period {
  return periodOf(every, addDays(first, -1), zone);
}

/** A week belongs to the year in which its Thursday lies. */
function weekId(monday: LocalDate): string {
  const year = addDays(monday, 3).slice(0, 4);
  const fourth = `${year}-01-04`;
  const firstMonday = addDays(fourth, -WEEKDAYS.indexOf(weekdayOf(fourth)));
  const week = Math.round((Date.parse(monday) - Date.parse(firstMonday)) / 604_800_000) + 1;
  return `${year}-W${String(week).padStart(2, '0')}`;
}

function firstOfNextMonth(first: LocalDate): LocalDate {
  return `${addDays(first, 31).slice(0, 7)}-01`;
}
