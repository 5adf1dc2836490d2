import type { CompiledPolicy, Step } from '../policy/compiled';
import { stepAt } from '../policy/step-of-task';
import type { StageDefinition } from '../stage';
import { STAGES } from '../stages';
import type { Task } from '../case/state';

/** The stage of each action that is one's. */
const STAGE_OF: ReadonlyMap<string, string> = new Map(
  (Object.values(STAGES) as unknown as StageDefinition[]).flatMap(({ stage, actions }) =>
    actions.map(({ name }): [string, string] => [name, stage]),
  ),
);

/** The step whose task an action ends, where it is of the action's own stage: no other is known to its definition. */
export function stepFor(action: string, policy: CompiledPolicy, task: Pick<Task, 'id'> | undefined): Step | undefined {
  const step = task === undefined ? undefined : stepAt(policy, task.id);
  return step?.stage === STAGE_OF.get(action) ? step : undefined;
}
