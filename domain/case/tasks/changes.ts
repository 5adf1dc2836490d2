import type { Standstill } from '../clocks/clock';
import type { CaseState, Rung, Task, TaskAnswer } from '../state';

/** A case with one of its tasks changed, if it has that. */
export function withTask(state: CaseState, id: string, change: (task: Task) => Task): Partial<CaseState> {
  const task = state.tasks[id];
  return task === undefined ? {} : { tasks: { ...state.tasks, [id]: change(task) } };
}

/** A case in which a rung of a task's ladder was reached. */
export function withRungDone(state: CaseState, data: { task: string; rung: number }): Partial<CaseState> {
  return withTask(state, data.task, (task) => ({
    ...task,
    rungs: task.rungs.map((rung: Rung, i) => (i === data.rung ? { ...rung, done: true } : rung)),
  }));
}

/** What explains a due time explains it where it is now: when time did not count is told beside. */
export function movedExplanation(explanation: unknown, dueAt: string, from?: string, to?: string): unknown {
  if (typeof explanation !== 'object' || explanation === null) return explanation;
  const { standstills = [] } = explanation as { standstills?: Standstill[] };
  return {
    ...explanation,
    dueAt,
    ...(from === undefined || to === undefined ? {} : { standstills: [...standstills, { from, to }] }),
  };
}

/** An ended task keeps who, when and what; the ladder and the explanation stay in its events. */
export function withTaskEnded(
  state: CaseState,
  id: string,
  status: Task['status'],
  at: string,
  answer?: TaskAnswer,
): Partial<CaseState> {
  const ended = withTask(state, id, (task) => {
    const { explanation: _explanation, ...rest } = task;
    return { ...rest, rungs: [], status, closedAt: at, ...(answer === undefined ? {} : { answer }) };
  });
  return {
    ...ended,
    delays: state.delays.map((delay) =>
      delay.task === id && delay.endedAt === undefined ? { ...delay, endedAt: at } : delay,
    ),
  };
}
