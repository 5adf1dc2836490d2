import type { Step } from '../../domain/policy/compiled';
import type { WaitRules } from '../../domain/policy/step';
import type { StepHandle, TaskSpec } from '../case';

/** A wait of the responsible department, given to the case's handler where there is one. */
export function ofHandler(c: StepHandle<Step>, step: WaitRules): Omit<TaskSpec, 'actions'> {
  const { department, handler } = c.state;
  return {
    ...step,
    ...(department === undefined ? {} : { department }),
    ...(handler === undefined ? {} : { assignee: handler }),
  };
}
