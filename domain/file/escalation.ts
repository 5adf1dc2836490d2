import type { Rung, Task } from '../case/state';

/**
 * So long after it is due something happens by itself: a word that the API received in time takes that long at most, on a
 * machine with nothing to spare, until the file has it. What comes in time has the time at which it was due all the same.
 */
export const GRACE_MS = 1_000;

/** How late a step is before it counts as told late: the engine's timers are that late at times. */
const LATE_MS = 5_000;

/** Whether what was due then was told late. */
export function isToldLate(due: string, now: string): boolean {
  return Date.parse(now) - Date.parse(due) >= LATE_MS;
}

/** The next millisecond: what is due at the same instant is not moved with what comes after, so that a late word stays late. */
export function justAfter(at: string): string {
  return new Date(Date.parse(at) + 1).toISOString();
}

/** Whether a reminder says nothing any more: after a downtime a later step of the ladder may be due, too. */
export function isOvertaken(rungs: readonly Rung[], { at }: Rung, now: string): boolean {
  return rungs.some((one) => one.done !== true && one.at > at && one.at <= now);
}

/**
 * The standstill by which what is still to come of a ladder is moved, because a step of it was told late: whoever was told
 * has as long until the next step as the policy gives them. Undefined where nothing is to be moved.
 * @param due instant of the step that was told
 * @param now when it was
 */
export function moveAfterLate(
  rungs: readonly Rung[],
  due: string,
  now: string,
): { from: string; to: string } | undefined {
  if (!isToldLate(due, now) || !rungs.some(({ at, done }) => done !== true && at > due)) return undefined;
  return { from: justAfter(due), to: justAfter(now) };
}

/** What templates say of a wait whose step is told. */
export function wordsOf({ title, dueAt = '' }: Pick<Task, 'title' | 'dueAt'>): Record<string, string> {
  return { task: title.zh, taskEn: title.en, dueAt };
}
