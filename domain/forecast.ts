import type { CaseState } from './state';
import { openTasks } from './tasks';

/** One thing that will happen by itself. */
export interface Forecast {
  at: string;
  what: 'remind' | 'overdue' | 'escalate' | 'warn' | 'decide' | 'timer';
  task?: string;
  /** Role it goes to, or the action taken by default. */
  to?: string;
  action?: string;
  timer?: string;
}

/** What happens if nobody acts: every rung of every open task and every timer, in order of time. */
export function forecast(state: CaseState): Forecast[] {
  const rungs = openTasks(state).flatMap((task) =>
    task.rungs
      .filter((rung) => rung.done !== true)
      .map((rung): Forecast => ({
        at: rung.at,
        what: rung.does,
        task: task.id,
        ...(rung.to === undefined ? {} : { to: rung.to }),
        ...(rung.action === undefined ? {} : { action: rung.action }),
      })),
  );
  const timers = Object.entries(state.timers)
    .filter(([, timer]) => !timer.fired)
    .map(([timer, { at }]): Forecast => ({ at, what: 'timer', timer }));
  return [...rungs, ...timers].sort((a, b) => a.at.localeCompare(b.at));
}
