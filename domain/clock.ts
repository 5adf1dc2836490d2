import type { WorkCalendar } from './calendar.schema';
import { computeDeadline } from './deadline';
import type { DeadlineExplanation } from './deadline-explanation';
import { addDays, instantAt, isoInstant, localDateOf, parseInstant } from './local-time';
import type { Counting, TimeLimit } from './time-limit';
import { addWorkingTime, workedBetween } from './working-time';

/** A stretch in which a clock stood still. Without `to` it still does. */
export interface Standstill {
  from: string;
  to?: string | undefined;
}

/** A time limit of the case as a whole, from one event to another (answer, resolution), which may stand still meanwhile. */
export interface Clock {
  startedAt: string;
  /** Absent while it stands still: nothing is due then. */
  dueAt?: string;
  /** Why it is due then. */
  explanation?: unknown;
  /** Whether it stands still while the case waits for the customer or a third party. */
  pauses: boolean;
  standstills: Standstill[];
  /** Who is warned and when, in the order of the policy. */
  warnings: { at: string; to: string; done?: boolean }[];
  status: 'running' | 'stopped';
  missedAt?: string;
  stoppedAt?: string;
  /** The case was merged into another before it was due: neither kept nor missed. */
  because?: 'merged';
}

/** Whether it stands still just now. */
export function standsStill({ standstills }: Pick<Clock, 'standstills'>): boolean {
  const last = standstills.at(-1);
  return last !== undefined && last.to === undefined;
}

export interface ClockAccount {
  dueAt: string;
  explanation: DeadlineExplanation & { standstills?: Standstill[]; outsideDueAt?: string };
}

/**
 * When a clock is due, from nothing but when it started, its limit and when it stood still: what had not passed when it
 * stopped is added from where it went on. Time after the due date is nobody's, so a standstill that begins later moves
 * nothing; another limit (a case that turns major) keeps what was used. A date that an outside body has set is not ours
 * to move: the earlier of the two rules.
 */
export function accountOf(input: {
  startedAt: string;
  within: TimeLimit;
  standstills: readonly Standstill[];
  outsideDueAt?: string | undefined;
  calendar: WorkCalendar;
}): ClockAccount {
  const { startedAt, within, calendar, outsideDueAt } = input;
  const { dueAt, explanation } = computeDeadline({ from: startedAt, within, calendar });
  const ended = input.standstills.filter(({ to }) => to !== undefined) as { from: string; to: string }[];
  const own = ended.reduce(
    (due, still) => (still.from < due ? MOVED[within.counting](calendar, due, still) : due),
    dueAt,
  );
  const due = outsideDueAt !== undefined && outsideDueAt < own ? outsideDueAt : own;
  return {
    dueAt: due,
    explanation: {
      ...explanation,
      dueAt: due,
      ...(ended.length === 0 ? {} : { standstills: ended }),
      ...(outsideDueAt === undefined ? {} : { outsideDueAt }),
    },
  };
}

type Move = (calendar: WorkCalendar, dueAt: string, still: { from: string; to: string }) => string;

const MOVED: Record<Counting, Move> = {
  clock: (_, dueAt, { from, to }) => isoInstant(parseInstant(dueAt) + parseInstant(to) - parseInstant(from)),
  working: (calendar, dueAt, { from, to }) => {
    const left = workedBetween(calendar, from, dueAt);
    // Nothing was left of the limit, or no office hours were lost.
    return left === 0 || workedBetween(calendar, from, to) === 0
      ? dueAt
      : isoInstant(addWorkingTime(calendar, parseInstant(to), left));
  },
  calendarDays: byDays,
  // A month's end and a few days more, if days were lost.
  month: byDays,
};

function byDays({ zone }: WorkCalendar, dueAt: string, { from, to }: { from: string; to: string }): string {
  const days = daysBetween(localDateOf(parseInstant(from), zone), localDateOf(parseInstant(to), zone));
  return isoInstant(instantAt(addDays(localDateOf(parseInstant(dueAt), zone), days + 1), 0, zone) - 1);
}

function daysBetween(a: string, b: string): number {
  return Math.round((Date.parse(b) - Date.parse(a)) / 86_400_000);
}
