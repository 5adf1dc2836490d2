import type { WorkCalendar } from './calendar.schema';
import { holidaysKnownOn } from './calendar';
import type { CountedInterval, DeadlineExplanation, SkippedDays } from './deadline-explanation';
import type { LocalDate } from './local-time';
import { addDays, instantAt, isoInstant, localDateOf, parseInstant, timeOfDay } from './local-time';
import type { Counting, ParsedTimeLimit, TimeLimit } from './time-limit';
import { parseTimeLimit } from './time-limit';
import { addWorkingDays, addWorkingTime, daysUntil } from './working-time';

export interface Deadline {
  /** ISO instant, UTC, with milliseconds. */
  dueAt: string;
  explanation: DeadlineExplanation;
}

/** An explanation stands in the history of every task, so it stays small; beyond this it is summed up. */
const MOST_ENTRIES = 60;

/**
 * When a limit that begins at `from` ends, and why. Days come first, the rest of the duration after them:
 * - `clock`: the same local time so many days later, then plain addition.
 * - `working`: {@link addWorkingDays}, then {@link addWorkingTime}.
 * - `calendarDays`: the last millisecond of the n-th day after the day of `from`.
 * - `month`: the last millisecond of the n-th day after the last of the month of `from`.
 *
 * A later `from` or a longer limit is never due earlier, but for what is received in the hour that the clock shows
 * twice: it goes by what the clock showed.
 * @param from ISO instant with an offset.
 * @throws RangeError if `from`, the limit or the zone is none, or the calendar gives too little working time.
 */
export function computeDeadline(input: { from: string; within: TimeLimit; calendar: WorkCalendar }): Deadline {
  const { within, calendar } = input;
  const from = parseInstant(input.from);
  const due = END[within.counting](calendar, from, parseTimeLimit(within));
  const dueAt = isoInstant(due);
  const { id, version, title, zone, knownFrom, knownUntil } = calendar;
  return {
    dueAt,
    explanation: {
      from: isoInstant(from),
      dueAt,
      within: { duration: within.duration, counting: within.counting },
      calendar: { id, version, title, ...(knownFrom && { knownFrom }), ...(knownUntil && { knownUntil }) },
      zone,
      ...(within.counting === 'working' ? workingTime(calendar, from, due) : ACCOUNT[within.counting](zone, from, due)),
    },
  };
}

const END: Record<Counting, (calendar: WorkCalendar, from: number, limit: ParsedTimeLimit) => number> = {
  clock: ({ zone }, from, { days, restMs }) =>
    (days === 0 ? from : instantAt(addDays(localDateOf(from, zone), days), timeOfDay(from, zone), zone)) + restMs,
  working: (calendar, from, { days, restMs }) => addWorkingTime(calendar, addWorkingDays(calendar, from, days), restMs),
  calendarDays: ({ zone }, from, { days }) => startOfDay(addDays(localDateOf(from, zone), days + 1), zone) - 1,
  month: ({ zone }, from, { days }) => startOfDay(addDays(firstOfNextMonth(localDateOf(from, zone)), days), zone) - 1,
};

type Account = Pick<DeadlineExplanation, 'intervals' | 'skipped' | 'skippedMore' | 'makeUpDays' | 'beyondKnown'>;

const ACCOUNT: Record<Exclude<Counting, 'working'>, (zone: string, from: number, due: number) => Account> = {
  month: (_zone, from, due) => ({
    intervals: [{ ...interval(from, due), countedMs: due + 1 - from }],
    skipped: [],
    makeUpDays: [],
  }),
  clock: (_zone, from, due) => ({ intervals: [interval(from, due)], skipped: [], makeUpDays: [] }),
  calendarDays: (zone, from, due) => {
    const receipt = localDateOf(from, zone);
    const first = startOfDay(addDays(receipt, 1), zone);
    return {
      // The last millisecond counts too: whole days are whole days.
      intervals: first < due ? [{ ...interval(first, due), countedMs: due + 1 - first }] : [],
      skipped: [{ date: receipt, reason: 'firstDay' }],
      makeUpDays: [],
    };
  },
};

/** Measures the time between again, instead of noting it on the way: explanation and result can be held together. */
function workingTime(calendar: WorkCalendar, from: number, due: number): Account {
  const intervals: CountedInterval[] = [];
  const skipped: SkippedDays[] = [];
  const makeUpDays: DeadlineExplanation['makeUpDays'] = [];
  let beyondKnown = false;
  for (const { date, kind, title, spans } of daysUntil(calendar, from, due)) {
    intervals.push(...spans.map((span) => interval(span.from, span.to)));
    if (kind === 'holiday' || kind === 'restDay') skip(skipped, { date, reason: kind, ...(title && { title }) });
    if (kind === 'makeUpDay' && title && spans.length > 0) makeUpDays.push({ date, title });
    beyondKnown ||= !holidaysKnownOn(calendar, date);
  }
  return {
    intervals: atMost(intervals),
    skipped: skipped.slice(0, MOST_ENTRIES),
    ...(skipped.length > MOST_ENTRIES && { skippedMore: skipped.length - MOST_ENTRIES }),
    makeUpDays,
    ...(beyondKnown && { beyondKnown }),
  };
}

/** Adds a day off, to the entry before it if that ends the day before for the same reason. */
function skip(skipped: SkippedDays[], day: SkippedDays): void {
  const last = skipped.at(-1);
  const goesOn =
    last?.reason === day.reason && last.title?.zh === day.title?.zh && addDays(last.until ?? last.date, 1) === day.date;
  if (last && goesOn) last.until = day.date;
  else skipped.push(day);
}

/** Sums up what is too long to list in one last interval. */
function atMost(intervals: CountedInterval[]): CountedInterval[] {
  const rest = intervals.slice(MOST_ENTRIES - 1);
  const [first, last] = [rest[0], rest.at(-1)];
  if (rest.length < 2 || !first || !last) return intervals;
  const countedMs = rest.reduce((sum, each) => sum + each.countedMs, 0);
  return [
    ...intervals.slice(0, MOST_ENTRIES - 1),
    { from: first.from, to: last.to, countedMs, stretches: rest.length },
  ];
}

function interval(from: number, to: number): CountedInterval {
  return { from: isoInstant(from), to: isoInstant(to), countedMs: to - from };
}

function startOfDay(date: string, zone: string): number {
  return instantAt(date, 0, zone);
}

function firstOfNextMonth(date: LocalDate): LocalDate {
  // Thirty-one days after the first of a month is always the next one.
  const first = `${date.slice(0, 8)}01`;
  return `${addDays(first, 31).slice(0, 8)}01`;
}
