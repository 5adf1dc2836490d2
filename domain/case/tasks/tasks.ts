import { standsFrom } from '../pause/pause';
import type { CaseState, Rung, Task } from '../state';

/** Tasks that wait for somebody now, the earliest due first. */
export function openTasks(state: CaseState): Task[] {
  return Object.values(state.tasks)
    .filter((task) => task.status === 'open')
    .sort((a, b) => (a.dueAt ?? '9').localeCompare(b.dueAt ?? '9') || a.id.localeCompare(b.id));
}

/** The earliest time at which something happens by itself: a rung of an open task or a timer. Undefined: nothing will. */
export function nextAlarm(state: CaseState): string | undefined {
  let earliest: string | undefined;
  const see = (at: string): void => {
    if (earliest === undefined || at < earliest) earliest = at;
  };
  for (const task of openTasks(state)) for (const rung of runningRungs(task)) see(rung.at);
  for (const timer of Object.values(state.timers)) if (!timer.fired) see(timer.at);
  for (const { at } of clockAlarms(state)) see(at);
  if (state.pause?.until !== undefined) see(state.pause.until);
  return earliest;
}

/** The rungs of a task that are to come. While its time stands still, only those that were due before it did. */
export function runningRungs(task: Task): Rung[] {
  const from = standsFrom(task);
  return task.rungs.filter(({ at, done }) => done !== true && (from === undefined || at < from));
}

/** When a task is due; nothing is while its time stands still. */
export function dueOf(task: Task): string | undefined {
  const from = standsFrom(task);
  return from === undefined || (task.dueAt ?? from) < from ? task.dueAt : undefined;
}

/** Everything that clocks which run will do by themselves: warn, and be missed. */
export function clockAlarms(state: CaseState): { clock: string; at: string; warning?: number }[] {
  return Object.entries(state.clocks).flatMap(([id, clock]) => {
    if (clock.status !== 'running' || clock.dueAt === undefined) return [];
    const warnings = clock.warnings.flatMap(({ at, done }, warning) =>
      done === true ? [] : [{ clock: id, at, warning }],
    );
    return clock.missedAt === undefined ? [...warnings, { clock: id, at: clock.dueAt }] : warnings;
  });
}

/** The case's next due time as people understand it: the earliest due task. */
export function dueAt(state: CaseState): string | undefined {
  return openTasks(state).flatMap((task) => dueOf(task) ?? [])[0];
}
