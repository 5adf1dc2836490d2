import type { Envelope } from '../envelope';
import type { CaseState, Task } from '../state';
import { openTasks } from '../tasks';
import type { CompiledPolicy } from './compiled';

/**
 * The step whose task this is, if it is of that stage: what the policy says there is what an action may need to know.
 * `S` is the stage's own parameters; the definition of a stage can't be spoken of by the table of all stages, which it
 * is a part of.
 */
export function stepOfTask<S extends { stage: string }>(
  policy: Pick<CompiledPolicy, 'main' | 'tracks'>,
  task: Pick<Task, 'id'>,
  stage: S['stage'],
): S | undefined {
  const [line = '', id] = task.id.split('/');
  const steps: readonly { id: string; stage: string }[] =
    line === 'main' ? policy.main : (policy.tracks.find((track) => track.id === line.split('.')[0])?.steps ?? []);
  return steps.find((one) => one.id === id && one.stage === stage) as S | undefined;
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
