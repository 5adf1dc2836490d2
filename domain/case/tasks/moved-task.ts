import type { WorkCalendar } from '../../time/calendar.schema';
import { computeDeadline } from '../../time/deadline';
import { isoInstant, parseInstant } from '../../time/local-time';
import { movedOver } from '../clocks/moved-time';
import type { Stretch } from '../clocks/moved-time';
import type { MoveReason, Task } from '../state';
import type { Counting, TimeLimit } from '../../time/time-limit';

/** A time that may be moved: how what is left until then counts, and how long after the first of them it is, if it is. */
export interface TimedFor {
  at: string;
  counting: Counting;
  after?: TimeLimit;
}

/** What the event `TaskMoved` says: the due time where it is another, and new instants of all rungs, in their order. */
export interface TaskMoved {
  task: string;
  dueAt?: string;
  rungs: string[];
  because: MoveReason;
  /** The standstill, where there was one. */
  from?: string;
  to?: string;
}

/** The times of a task that wants moving: its due time first, then every rung in its order. */
export function timesOf({
  dueAt,
  openedAt,
  counting = 'clock',
  rungs,
}: Pick<Task, 'dueAt' | 'openedAt' | 'counting' | 'rungs'>): TimedFor[] {
  return [
    { at: dueAt ?? openedAt, counting },
    ...rungs.map(({ at, after }) => ({ at, counting: after?.counting ?? counting, ...(after && { after }) })),
  ];
}

/** The same where no calendar can be asked: every time that was still to come by as much as the standstill took. */
export function movedByClock(times: readonly TimedFor[], { from, to }: Stretch): string[] {
  const took = Math.max(0, Date.parse(to) - Date.parse(from));
  return times.map(({ at }) => (at < from ? at : new Date(Date.parse(at) + took).toISOString()));
}

/** What follows from the answer to `timesOf`. */
export function asMoved(
  task: Task,
  [dueAt, ...rungs]: readonly string[],
  why: { because: MoveReason; from?: string; to?: string },
): TaskMoved {
  const isLater = task.dueAt !== undefined && dueAt !== undefined && dueAt !== task.dueAt;
  return { task: task.id, ...(isLater ? { dueAt } : {}), rungs, ...why };
}

/**
 * Each time moved over a standstill. As long as the first, the due time, was still to come, the others keep their distance
 * from it: nobody is told of a delay before it can be one. What was past when the standstill began stays.
 */
export function movedTimes(calendar: WorkCalendar, times: readonly TimedFor[], still: Stretch): string[] {
  const [from, first] = [parseInstant(still.from), parseInstant(times[0]?.at ?? still.from)];
  const dueAt = movedOver(calendar, times[0]?.counting ?? 'clock', isoInstant(first), still);
  const moved = parseInstant(dueAt) - first;
  return times.map(({ at, counting, after }) => {
    if (first < from) return movedOver(calendar, counting, at, still);
    if (after !== undefined) return computeDeadline({ from: dueAt, within: after, calendar }).dueAt;
    return parseInstant(at) < from ? at : isoInstant(parseInstant(at) + moved);
  });
}
