import { event } from '../../event';
import { personsOf } from '../../file/envelope';
import { holderAt, withHanded } from './held-task';
import type { TaskMoved } from './moved-task';
import { atRest } from '../pause/pause';
import type { CaseState, Task, TaskAnswer } from '../state';
import { movedExplanation, withRungDone, withTask, withTaskEnded } from './changes';

/** What a rung of a task's ladder brings about; `due` is when it was to. */
interface OfRung {
  task: string;
  rung: number;
  due?: string;
}

type Answer = Omit<TaskAnswer, 'at' | 'by'>;

/** How a wait for a person begins, goes on and ends. */
export const TASK_EVENTS = {
  TaskOpened: event<{ task: Task; substitutes?: { id: string; for: string }[] }>({
    ...{ audience: 'staff', why: 'openedTask' },
    // What is opened in a pause stands still from its beginning.
    apply: (state, { task }) => ({
      tasks: {
        ...state.tasks,
        [task.id]: state.pause === undefined ? task : atRest(task, state.pause, task.openedAt),
      },
    }),
  }),
  /** `leftOut`: it came too late to be one, and was not sent. */
  TaskReminded: event<OfRung & { leftOut?: boolean }>({ audience: 'staff', why: 'rung', apply: withRungDone }),
  TaskWarned: event<OfRung & { to?: string }>({ audience: 'staff', why: 'rung', apply: withRungDone }),
  TaskOverdue: event<OfRung & { heldBy?: string; person?: string; charge?: boolean }>({
    ...{ audience: 'staff', why: 'rung' },
    apply: (state, data) => {
      const task = state.tasks[data.task];
      return task === undefined
        ? {}
        : { ...withRungDone(state, data), delays: [...state.delays, delayOf(state, task, data.charge === true)] };
    },
  }),
  TaskMoved: event<TaskMoved>({
    ...{ audience: 'staff', why: 'movedTask' },
    // By the numbers of its rungs: what is done stays done.
    apply: (state, { task: id, dueAt, rungs, because, from, to }, event) =>
      withTask(state, id, ({ stood, ...task }) => ({
        ...task,
        ...(because === 'pause' && stood !== undefined && stood.length > 1 ? { stood: stood.slice(1) } : {}),
        ...(because !== 'pause' && stood !== undefined ? { stood } : {}),
        ...(dueAt === undefined ? {} : { dueAt, explanation: movedExplanation(task.explanation, dueAt, from, to) }),
        rungs: task.rungs.map((rung, i) => ({ ...rung, at: rungs[i] ?? rung.at })),
        moved: [
          ...(task.moved ?? []),
          {
            ...{ because, at: event.at },
            ...(dueAt === undefined || task.dueAt === undefined ? {} : { wasDueAt: task.dueAt }),
          },
        ],
      })),
  }),
  /** By its ladder, or by a person (`reason`). `passedOver`: roles whose posts are vacant; `nobody`: all up to the top. */
  TaskEscalated: event<
    Partial<OfRung> & { task: string; to: string; reason?: string; passedOver?: string[]; nobody?: boolean }
  >({
    ...{ audience: 'staff', why: 'rung' },
    apply: (state, { task: id, to, rung }) => {
      const escalated = withTask(state, id, (task) => ({
        ...task,
        role: to,
        roles: [...task.roles.filter((role) => role !== to), to],
      }));
      return rung === undefined ? escalated : withRungDone({ ...state, ...escalated }, { task: id, rung });
    },
  }),
  TaskReassigned: event<{ task: string; person: string; reason?: string; appointed?: true }>({
    audience: 'staff',
    // A name that the policy gave does not go over to whoever has it now; one that its owner appointed does.
    apply: (state, data, event) =>
      withTask(state, data.task, ({ byName: _byName, ...task }) => ({
        ...task,
        assignee: data.person,
        ...(data.appointed === true ? { byName: true } : {}),
        handed: withHanded(task.handed, {
          ...(task.assignee === undefined ? {} : { from: task.assignee }),
          ...{ to: data.person, by: event.by === undefined ? [] : personsOf(event.by), at: event.at },
        }),
      })),
  }),
  TaskDone: event<{ task: string; answer: Answer }>({
    audience: 'staff',
    apply: (state, { task, answer }, event) =>
      withTaskEnded(state, task, 'done', event.at, {
        ...answer,
        // A word counts from when it came in, whenever the case could look at it.
        at: event.cause?.received ?? event.at,
        ...(event.by === undefined ? {} : { by: event.by }),
      }),
  }),
  TaskDecidedByDefault: event<OfRung & { answer: Answer }>({
    ...{ audience: 'staff', why: 'rung' },
    apply: (state, { task, answer }, event) =>
      withTaskEnded(state, task, 'decidedByDefault', event.at, { ...answer, at: event.at }),
  }),
  TaskCancelled: event<{ task: string; because?: string }>({
    ...{ audience: 'staff', why: 'follows' },
    apply: (state, { task }, event) => withTaskEnded(state, task, 'cancelled', event.at),
  }),
};

function delayOf(state: CaseState, task: Task, charged: boolean): CaseState['delays'][number] {
  const { dueAt = task.openedAt } = task;
  return {
    task: task.id,
    role: task.role,
    ...(task.department === undefined ? {} : { department: task.department }),
    ...holderAt(task, dueAt),
    ...{ openedAt: task.openedAt, dueAt, charged },
    ...(state.pause !== undefined && state.pause.since <= dueAt ? { paused: true } : {}),
  };
}
