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
