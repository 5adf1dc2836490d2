import type { Task } from '../state';
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
