import type { Envelope } from '../envelope';
import type { CaseState, Task } from '../state';
import { openTasks } from '../tasks';
import type { CompiledPolicy, Step } from './compiled';

type Lines = Pick<CompiledPolicy, 'main' | 'tracks'>;

/** The step that opened a task, by the task's id (`line/step/visit/name`); the lines of a track are numbered. */
export function stepAt(policy: Lines, task: string): Step | undefined {
  const [line = '', step = ''] = task.split('/');
  const steps = line === 'main' ? policy.main : policy.tracks.find(({ id }) => id === line.split('.')[0])?.steps;
  return steps?.find(({ id }) => id === step);
}

/**
 * The step whose task this is, if it is of that stage: what the policy says there is what an action may need to know.
 * `S` is the stage's own parameters; the definition of a stage can't be spoken of by the table of all stages, which it
 * is a part of.
 */
export function stepOfTask<S extends { stage: string }>(
  policy: Lines,
  task: Pick<Task, 'id'>,
  stage: S['stage'],
): S | undefined {
  const step: { stage: string } | undefined = stepAt(policy, task.id);
  return step?.stage === stage ? (step as S) : undefined;
}

/** The step of that stage whose open task a message is about; undefined where none waits for the action. */
export function stepAsked<S extends { stage: string }>(
  stage: S['stage'],
  action: string,
  { state, policy, message }: { state: CaseState; policy: CompiledPolicy; message: Pick<Envelope, 'task'> },
): S | undefined {
  const tasks = openTasks(state).filter(({ id, actions }) => actions.includes(action) && (message.task ?? id) === id);
  for (const task of tasks) {
    const step = stepOfTask<S>(policy, task, stage);
    if (step !== undefined) return step;
  }
  return undefined;
}

/** The role that the main line waits for first, or first at a stage; undefined where it waits for nobody there. */
export function firstWho({ main }: Pick<CompiledPolicy, 'main'>, stage?: string): string | undefined {
  const steps: readonly { stage: string; who?: string | undefined }[] = main;
  return steps.find((step) => step.who !== undefined && (stage ?? step.stage) === step.stage)?.who;
}
