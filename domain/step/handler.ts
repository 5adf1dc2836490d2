import type { Actor } from '../file/envelope';
import type { WaitRules } from '../policy/step';
import type { StepContext, TaskSpec } from './context';

/** A wait that is given to the case's handler where there is one: the policy names them for the handler's own steps. */
export function ofHandler(c: StepContext, step: WaitRules): Omit<TaskSpec, 'actions'> {
  const { handler } = c.state;
  return {
    ...step,
    ...(handler === undefined ? {} : { assignee: handler, byName: true }),
  };
}

/**
 * Somebody known by staff id alone: what they did was judged where they did it.
 * @param colleague in whose place they did it
 */
export function actorOf(id: string, colleague?: string): Actor {
  return { id, roles: [], departments: [], ...(colleague === undefined ? {} : { for: colleague }) };
}
