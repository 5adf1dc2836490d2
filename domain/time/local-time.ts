import { IANAZone } from 'luxon';

/**
 * The clock on the wall of a time zone. The only file that asks for time-zone tables: these change with the machine, so
 * it runs in activities and in the API, never in workflow code.
 */

/** A day of the calendar, `2026-10-01`, in whatever zone is meant. */
export type LocalDate = string;

export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

const DAY_MS = 86_400_000;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:\d\d)$/;

/**
 * Milliseconds of an ISO instant.
 * @throws RangeError if it says no offset: a local time names no instant, and guessing the machine's zone is worse.
 */
export function parseInstant(iso: string): number {
  const instant = INSTANT.test(iso) && isDate(iso.slice(0, 10)) ? Date.parse(iso) : Number.NaN;
  if (Number.isNaN(instant)) throw new RangeError(`Not an ISO instant with Z or an offset: "${iso}"`);
  return instant;
}

/** An instant as it is kept and sent: ISO, UTC, with milliseconds. */
export function isoInstant(instant: number): string {
  return new Date(instant).toISOString();
}

/** The date on the wall at an instant. */
export function localDateOf(instant: number, zone: string): LocalDate {
  return isoInstant(wallClock(instant, zone)).slice(0, 10);
}

/** What the clock on the wall shows at an instant, in milliseconds since 00:00. */
export function timeOfDay(instant: number, zone: string): number {
  const wall = wallClock(instant, zone);
  return wall - Math.floor(wall / DAY_MS) * DAY_MS;
}

/**
 * The instant at which the clock on the wall shows this time of this day (86,400,000 is the end of the day).
 * Where clocks are put back it is the first of the two; where they are put forward past it, the moment they are: so a
 * later reading never gives an earlier instant.
 */
export function instantAt(date: LocalDate, timeOfDayMs: number, zone: string): number {
  const wall = Date.parse(`${date}T00:00:00Z`) + timeOfDayMs;
  // No zone is more than a day away from UTC, so these are its offsets on either side of the instant looked for.
  const before = offsetMs(wall - DAY_MS, zone);
  const after = offsetMs(wall + DAY_MS, zone);
  if (offsetMs(wall - before, zone) === before) return wall - before;
  if (offsetMs(wall - after, zone) === after) return wall - after;
  // The reading is skipped: clocks jump over it somewhere between the two.
  let [early, late] = [wall - after, wall - before];
  while (late - early > 1) {
    const middle = Math.floor((early + late) / 2);
    if (offsetMs(middle, zone) === after) late = middle;
    else early = middle;
  }
  return late;
}

/** Whether a text is a date that exists; `Date.parse` alone would take 30 February for 2 March. */
export function isDate(text: string): boolean {
  const midnight = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(midnight) && isoInstant(midnight).slice(0, 10) === text;
}

/** The date so many days later (or earlier). */
export function addDays(date: LocalDate, days: number): LocalDate {
  return isoInstant(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).slice(0, 10);
}

export function weekdayOf(date: LocalDate): Weekday {
  // 1970-01-05 was a Monday.
  const days = Math.floor((Date.parse(`${date}T00:00:00Z`) - 4 * DAY_MS) / DAY_MS);
  const weekday = WEEKDAYS[((days % 7) + 7) % 7];
  if (weekday === undefined) throw new RangeError(`Not a date: "${date}"`);
  return weekday;
}

/** The clock on the wall for readers, `2026-09-30 17:00`; seconds only where they say something. */
export function localText(instant: number, zone: string): string {
  const text = isoInstant(wallClock(instant, zone)).replace('T', ' ');
  return text.slice(0, text.slice(17, 19) === '00' ? 16 : 19);
}

/** What the wall shows, as the instant at which UTC shows the same. */
function wallClock(instant: number, zone: string): number {
  return instant + offsetMs(instant, zone);
}

/** Offsets of whole days (UTC) by zone; undefined for a day on which clocks are put forward or back. */
const offsetsByDay = new Map<string, number | undefined>();
/** Some years of several zones. */
const DAYS_KEPT = 10_000;

/** Asking the time-zone tables takes tens of microseconds, and a deadline asks for each day that it passes. */
function offsetMs(instant: number, zone: string): number {
  const day = Math.floor(instant / DAY_MS);
  const key = `${zone} ${day}`;
  if (!offsetsByDay.has(key)) {
    if (offsetsByDay.size >= DAYS_KEPT) offsetsByDay.clear();
    const offset = tabledOffsetMs(day * DAY_MS, zone);
    offsetsByDay.set(key, tabledOffsetMs((day + 1) * DAY_MS, zone) === offset ? offset : undefined);
  }
  return offsetsByDay.get(key) ?? tabledOffsetMs(instant, zone);
}

function tabledOffsetMs(instant: number, zone: string): number {
  const minutes = IANAZone.create(zone).offset(instant);
  if (Number.isNaN(minutes)) throw new RangeError(`Not an IANA time zone: "${zone}"`);
  return minutes * 60_000;
}
