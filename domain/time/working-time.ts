import type { WorkCalendar } from './calendar.schema';
import type { CalendarDay } from './calendar';
import { calendarDay } from './calendar';
import type { LocalDate } from './local-time';
import { addDays, instantAt, localDateOf, parseInstant, timeOfDay } from './local-time';

/** A stretch of office hours on the time line, in milliseconds since the epoch. */
export interface OfficeSpan {
  from: number;
  to: number;
}

/** A date of the calendar with its office hours on the time line, as far as they lie after the instant asked from. */
export interface WorkedDay extends CalendarDay {
  spans: OfficeSpan[];
}

/** The dates from an instant to a last date, each with what is left of its office hours. */
function* daysFrom(calendar: WorkCalendar, instant: number, last: LocalDate): Generator<WorkedDay, void> {
  const { zone } = calendar;
  for (let date = localDateOf(instant, zone); date <= last; date = addDays(date, 1)) {
    const day = calendarDay(calendar, date);
    const spans = day.hours
      .map(({ from, to }) => ({
        from: Math.max(instant, instantAt(date, minutesOf(from) * 60_000, zone)),
        to: instantAt(date, minutesOf(to) * 60_000, zone),
      }))
      // Gone by already, or swallowed by clocks that were put forward.
      .filter(({ from, to }) => from < to);
    yield { ...day, spans };
  }
}

/**
 * The earliest instant at which so much working time has passed since `from`; ends at a closing time rather than at the
 * next opening. No working time at all is `from` itself, even at night.
 * @throws RangeError if the calendar doesn't give so much within ten years.
 */
export function addWorkingTime(calendar: WorkCalendar, from: number, ms: number): number {
  if (ms === 0) return from;
  let left = ms;
  for (const { spans } of daysFrom(calendar, from, tenYearsAfter(calendar, from))) {
    for (const span of spans) {
      if (left <= span.to - span.from) return span.from + left;
      left -= span.to - span.from;
    }
  }
  throw new RangeError(`Calendar ${calendar.id} does not give ${ms} ms of working time within ten years`);
}

/**
 * The n-th working day after the day of receipt, at the local time of receipt, clamped into that day's office hours:
 * before opening it is the opening, after closing or in a break the closing that went before. What is received on a day
 * off is due at the closing of the n-th working day. So the day of receipt never counts, and what comes later is never due
 * earlier.
 * @throws RangeError if the calendar has too few working days within ten years.
 */
export function addWorkingDays(calendar: WorkCalendar, from: number, days: number): number {
  if (days === 0) return from;
  const receipt = localDateOf(from, calendar.zone);
  const receivedAtWork = calendarDay(calendar, receipt).hours.length > 0;
  const time = receivedAtWork ? timeOfDay(from, calendar.zone) : Number.POSITIVE_INFINITY;
  let left = days;
  for (const { date, hours } of daysFrom(calendar, from, tenYearsAfter(calendar, from))) {
    if (date === receipt || hours.length === 0) continue;
    if (--left === 0) return instantAt(date, clampIntoHours(hours, time), calendar.zone);
  }
  throw new RangeError(`Calendar ${calendar.id} does not give ${days} working days within ten years`);
}

/**
 * Working time between two ISO instants, in milliseconds; 0 if the second is not later.
 * With `addWorkingTime` it carries a paused limit over: what had not passed is added from where the pause ended.
 */
export function workedBetween(calendar: WorkCalendar, a: string, b: string): number {
  let worked = 0;
  for (const { spans } of daysUntil(calendar, parseInstant(a), parseInstant(b))) {
    for (const { from, to } of spans) worked += to - from;
  }
  return worked;
}

/** The dates that two instants touch, with the office hours that lie between them. */
export function* daysUntil(calendar: WorkCalendar, from: number, to: number): Generator<WorkedDay, void> {
  if (to <= from) return;
  for (const day of daysFrom(calendar, from, localDateOf(to, calendar.zone))) {
    const spans = day.spans.filter((span) => span.from < to);
    yield { ...day, spans: spans.map((span) => ({ ...span, to: Math.min(span.to, to) })) };
  }
}

/** Where the search for a due time gives up: a calendar that gives so little time is wrong, and should be told so. */
function tenYearsAfter(calendar: WorkCalendar, instant: number): LocalDate {
  return addDays(localDateOf(instant, calendar.zone), 3_660);
}

function clampIntoHours(hours: CalendarDay['hours'], time: number): number {
  const minutes = time / 60_000;
  let clamped = Number.NaN;
  for (const { from, to } of hours) {
    // Hours are in order: the first opening stands in for whatever is before it, each later one only from its start.
    if (Number.isNaN(clamped) || minutesOf(from) <= minutes) {
      clamped = Math.min(Math.max(minutes, minutesOf(from)), minutesOf(to));
    }
  }
  return clamped * 60_000;
}

/** Minutes since 00:00 of a time like `09:30`. */
function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}
