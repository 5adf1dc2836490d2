import type { WorkCalendar } from '../../time/calendar.schema';
import { addDays, instantAt, isoInstant, localDateOf, parseInstant, timeOfDay } from '../../time/local-time';
import type { Counting } from '../../time/time-limit';
import { addWorkingTime, workedBetween } from '../../time/working-time';

/** A stretch in which time did not count. ISO instants. */
export interface Stretch {
  from: string;
  to: string;
}

/**
 * An instant moved over a standstill: what had not passed of the time until then when the standstill began is added from
 * where it went on, by the same counting. What was past by then stays; what fell due in that very instant was not. Never
 * earlier than before, and standstills that follow each other move it like the one that they are together (where days
 * are counted, the end of a day: within one nothing is lost).
 */
export function movedOver(calendar: WorkCalendar, counting: Counting, at: string, { from, to }: Stretch): string {
  const [instant, start, end] = [parseInstant(at), parseInstant(from), parseInstant(to)];
  return instant < start || end <= start ? at : isoInstant(MOVED[counting](calendar, instant, start, end));
}

type Move = (calendar: WorkCalendar, at: number, from: number, to: number) => number;

const MOVED: Record<Counting, Move> = {
  clock: (_, at, from, to) => at + to - from,
  working: (calendar, at, from, to) => {
    const left = workedBetween(calendar, isoInstant(from), isoInstant(at));
    if (left === 0) return Math.max(at, to);
    // Where no office hours were lost it stays, night or not.
    return workedBetween(calendar, isoInstant(from), isoInstant(to)) === 0 ? at : addWorkingTime(calendar, to, left);
  },
  calendarDays: byDays,
  // A month's end and a few days more, if days were lost.
  month: byDays,
};

/** So many days later at the same local time; the end of a day stays the end of a day. */
function byDays({ zone }: WorkCalendar, at: number, from: number, to: number): number {
  const days = (Date.parse(localDateOf(to, zone)) - Date.parse(localDateOf(from, zone))) / 86_400_000;
  if (days === 0) return at;
  const date = localDateOf(at, zone);
  const isDaysEnd = at === instantAt(addDays(date, 1), 0, zone) - 1;
  return isDaysEnd
    ? instantAt(addDays(date, days + 1), 0, zone) - 1
    : instantAt(addDays(date, days), timeOfDay(at, zone), zone);
}
