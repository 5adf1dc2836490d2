import type { CompiledPolicy, Step } from './compiled';

/** The step that opened a task, by the task's id (`line/step/visit/name`). */
export function stepOfTask(policy: Pick<CompiledPolicy, 'main' | 'tracks'>, task: string): Step | undefined {
  const [line = '', step = ''] = task.split('/');
  const steps = line === 'main' ? policy.main : policy.tracks.find(({ id }) => id === line.split('.')[0])?.steps;
  return steps?.find(({ id }) => id === step);
}
