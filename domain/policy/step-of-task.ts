import type { CompiledPolicy, Step } from './compiled';

type Lines = Pick<CompiledPolicy, 'main' | 'tracks'>;

/** The step that opened a task, by the task's id (`line/step/visit/name`); the lines of a track are numbered. */
export function stepAt(policy: Lines, task: string): Step | undefined {
  const [line = '', step = ''] = task.split('/');
  const steps = line === 'main' ? policy.main : policy.tracks.find(({ id }) => id === line.split('.')[0])?.steps;
  return steps?.find(({ id }) => id === step);
}

/** The role that the main line waits for first, or first at a stage; undefined where it waits for nobody there. */
export function firstWho({ main }: Pick<CompiledPolicy, 'main'>, stage?: string): string | undefined {
  const steps: readonly { stage: string; who?: string | undefined }[] = main;
  return steps.find((step) => step.who !== undefined && (stage ?? step.stage) === step.stage)?.who;
}
