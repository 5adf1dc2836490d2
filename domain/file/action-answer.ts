import type { CaseState, Offer, Task } from '../case/state';
import { dueOf, openTasks } from '../case/tasks/tasks';
import type { Bilingual } from '../values/text';

/** What an action answers, once the case has settled. */
export interface ActionAnswer {
  no: string;
  /** Number of the event that the action became. */
  seq: number;
  /** Number of the newest event that the answer takes account of. It may not be stored yet: the API waits until it is. */
  upTo: number;
  status: CaseState['status'];
  end?: string;
  /** Steps at which the lines stand. */
  steps: Record<string, string>;
  tasks: OpenTask[];
  /** Effects under way: something is being done outside right now. */
  underWay: string[];
}

export interface OpenTask {
  id: string;
  title: Bilingual;
  actions: string[];
  role: string;
  department?: string;
  assignee?: string;
  dueAt?: string;
  /** The offer that the customer answers by it, as answers name it. */
  offer?: Pick<Offer, 'option' | 'round'>;
}

/**
 * What a case in this state answers: the case itself while it runs, and whoever reads its state for a repeat later.
 * @param seq number of the event that the action became
 * @param most how many open tasks are named, those due first; by default all
 */
export function answerOf(state: CaseState, seq: number, most = Infinity): ActionAnswer {
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
    tasks: openTasks(state).slice(0, most).map(asOpenTask),
    underWay: Object.values(state.effects)
      .filter((effect) => effect.status === 'underWay')
      .map((effect) => effect.activity),
  };
}

function asOpenTask(task: Task): OpenTask {
  const { id, title, actions, role, department, assignee, offer } = task;
  const dueAt = dueOf(task);
  return {
    id,
    title,
    actions,
    role,
    ...(department === undefined ? {} : { department }),
    ...(assignee === undefined ? {} : { assignee }),
    ...(dueAt === undefined ? {} : { dueAt }),
    ...(offer === undefined ? {} : { offer }),
  };
}
