import { openTasks } from '../../domain/tasks';
import type { CaseState } from '../../domain/state';
import type { ActionAnswer } from '../../workflows/messages';

/** What a case that is no longer running would answer: for repeats of what it took while it was. */
export function answerOfState(state: CaseState, seq: number): ActionAnswer {
  return {
    no: state.no,
    seq,
    upTo: state.seq,
    status: state.status,
    ...(state.end === undefined ? {} : { end: state.end }),
    steps: Object.fromEntries(
      Object.entries(state.lines).flatMap(([id, line]) =>
        line.status === 'running' && line.step !== undefined ? [[id, line.step]] : [],
      ),
    ),
    tasks: openTasks(state).map(({ id, title, actions, role, department, assignee, dueAt }) => ({
      ...{ id, title, actions, role },
      ...(department === undefined ? {} : { department }),
      ...(assignee === undefined ? {} : { assignee }),
      ...(dueAt === undefined ? {} : { dueAt }),
    })),
    underWay: [],
  };
}
