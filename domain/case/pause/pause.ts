import type { Pause } from '../parts';
import { durationMs } from '../../time/duration';
import type { Stretch } from '../clocks/moved-time';
import type { CaseState, Task } from '../state';

/** Whether words of this kind are owed to nobody just now. */
export function restNow({ pause }: Pick<CaseState, 'pause'>, what: 'promises' | 'progress'): boolean {
  return pause?.rests?.includes(what) === true;
}

/** Until when a pause that begins now lasts at the longest, if that is limited. */
export function endOfPause(since: string, { until, atMost }: Pick<Pause, 'until' | 'atMost'>): { until?: string } {
  const latest = atMost === undefined ? undefined : new Date(Date.parse(since) + durationMs(atMost)).toISOString();
  const ends = [until, latest].filter((end) => end !== undefined).sort()[0];
  return ends === undefined ? {} : { until: ends };
}

/** A task as it is in a pause from `since` on: its time stands still, or goes on. */
export function atRest(task: Task, pause: Pick<Pause, 'rests' | 'goOn'>, since: string): Task {
  const what = task.owes ?? 'tasks';
  const goesOn = what === 'tasks' && task.actions.some((action) => pause.goOn?.includes(action) === true);
  return what === 'report' || goesOn || pause.rests?.includes(what) !== true ? task : { ...task, rests: since };
}

/** The tasks of a case whose pause has ended: what rested has stood still, and is due once it is moved. */
export function wokenAt(tasks: CaseState['tasks'], to: string): CaseState['tasks'] {
  return Object.fromEntries(
    Object.entries(tasks).map(([id, { rests: from, ...task }]) => [
      id,
      from === undefined || task.status !== 'open'
        ? (tasks[id] as Task)
        : { ...task, stood: [...(task.stood ?? []), { from, to }] },
    ]),
  );
}

/** From when on nothing of a task is due before it goes on. Undefined: its time runs. */
export function standsFrom({ stood, rests }: Pick<Task, 'stood' | 'rests'>): string | undefined {
  return stood?.[0]?.from ?? rests;
}

/** The first standstill over which a task has not been moved yet. */
export function toBeMoved(state: CaseState): { task: Task; still: Stretch } | undefined {
  for (const task of Object.values(state.tasks)) {
    const still = task.stood?.[0];
    if (task.status === 'open' && still !== undefined) return { task, still };
  }
  return undefined;
}

/** Whether what was done at an instant was in time: what rested was not due. */
export function isInTime(task: Pick<Task, 'dueAt' | 'stood' | 'rests'>, at: string): boolean {
  const { dueAt } = task;
  const from = standsFrom(task);
  return dueAt === undefined || at <= dueAt || (from !== undefined && from <= dueAt);
}
