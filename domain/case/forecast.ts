import type { CaseState, Rung } from './state';
import { clockAlarms, openTasks, runningRungs } from './tasks/tasks';

/** One thing that will happen by itself. */
export interface Forecast {
  at: string;
  what: Rung['does'] | 'timer' | 'clock' | 'resume';
  /** Type of the event that then becomes a fact. */
  fact?: string;
  task?: string;
  /** Role it goes to, or the action taken by default. */
  to?: string;
  action?: string;
  timer?: string;
  /** Clock that warns (`to`) or is missed. */
  clock?: string;
}

/** What happens if nobody acts: every rung of every open task, every timer, every clock and the end of a pause, in order of time. */
export function forecast(state: CaseState): Forecast[] {
  const rungs = openTasks(state).flatMap((task) =>
    runningRungs(task).map((rung): Forecast => ({
      at: rung.at,
      what: rung.does,
      task: task.id,
      ...(rung.to === undefined ? {} : { to: rung.to }),
      ...(rung.action === undefined ? {} : { action: rung.action }),
      ...(rung.fact === undefined ? {} : { fact: rung.fact.type }),
    })),
  );
  const timers = Object.entries(state.timers)
    .filter(([, timer]) => !timer.fired)
    .map(([timer, { at }]): Forecast => ({ at, what: 'timer', timer }));
  const clocks = clockAlarms(state).map(({ at, clock, warning }): Forecast => {
    const to = warning === undefined ? undefined : state.clocks[clock]?.warnings[warning]?.to;
    return { at, what: 'clock', clock, ...(to === undefined ? {} : { to }) };
  });
  const until = state.pause?.until;
  const resumes = until === undefined ? [] : [{ at: until, what: 'resume' as const }];
  return [...rungs, ...timers, ...clocks, ...resumes].sort((a, b) => a.at.localeCompare(b.at));
}
