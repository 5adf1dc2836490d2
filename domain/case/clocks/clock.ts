import type { WorkCalendar } from '../../time/calendar.schema';
import { computeDeadline } from '../../time/deadline';
import type { DeadlineExplanation } from '../../time/deadline-explanation';
import { movedOver } from './moved-time';
import type { Stretch } from './moved-time';
import type { TimeLimit } from '../../time/time-limit';

/** More time that was granted for a clock before it ended. Staff ids. */
export interface Extension {
  by: TimeLimit;
  at: string;
  approvedBy?: string;
  /** When it was due before; absent if it stood still. */
  wasDueAt?: string;
}

/** More time that somebody has asked for and nobody has decided on yet. */
export interface AskedExtension {
  by: TimeLimit;
  at: string;
  /** Both persons of a substitution. */
  askedBy: string[];
  /** Sealed. */
  reason?: string;
  /** The line on which it is decided. */
  line: string;
}

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
  /** More time granted, oldest first. */
  extended?: Extension[];
  /** More time asked for and not decided on. */
  asked?: AskedExtension;
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
  explanation: DeadlineExplanation & { standstills?: Standstill[]; outsideDueAt?: string; extended?: TimeLimit[] };
}

/**
 * When a clock is due, from nothing but when it started, its limit and when it stood still (`movedOver`). Time after the
 * due date is nobody's, so a standstill that begins later moves nothing; an extension counts from the end of what there
 * was, whenever it was granted; another limit (a case that turns major) keeps
 * what was used. A date that an outside body has set is not ours to move: the earlier of the two rules.
 */
export function accountOf(input: {
  startedAt: string;
  within: TimeLimit;
  standstills: readonly Standstill[];
  extended?: readonly TimeLimit[] | undefined;
  outsideDueAt?: string | undefined;
  calendar: WorkCalendar;
}): ClockAccount {
  const { startedAt, within, calendar, outsideDueAt, extended = [] } = input;
  const { dueAt, explanation } = computeDeadline({ from: startedAt, within, calendar });
  const longer = extended.reduce((due, by) => computeDeadline({ from: due, within: by, calendar }).dueAt, dueAt);
  const ended = input.standstills.filter(({ to }) => to !== undefined) as Stretch[];
  const own = ended.reduce((due, still) => movedOver(calendar, within.counting, due, still), longer);
  const due = outsideDueAt !== undefined && outsideDueAt < own ? outsideDueAt : own;
  return {
    dueAt: due,
    explanation: {
      ...explanation,
      dueAt: due,
      ...(ended.length === 0 ? {} : { standstills: ended }),
      ...(extended.length === 0 ? {} : { extended: [...extended] }),
      ...(outsideDueAt === undefined ? {} : { outsideDueAt }),
    },
  };
}
