import type { Actor } from '../../file/envelope';
import { holderOf } from '../../file/envelope';
import { ineligible } from '../../case/eligibility';
import { next } from '../../step/outcome';
import type { ContextOf, ParamsOf, Run } from '../../stage';
import type { firstResponsible } from './definition';

export const runFirstResponsible: Run<typeof firstResponsible> = async (c, step) => {
  if (step.department !== undefined) c.record('department', 'DepartmentAssigned', { department: step.department });
  const { recordedBy: receiver, department } = c.state;
  const duty = {
    ...{ id: `${c.place}/accept`, actions: ['accept'], roles: [step.who], barred: [] },
    ...(department === undefined ? {} : { department }),
  };
  if (receiver !== undefined && ineligible(c.state, c.policy, duty, receiver) === undefined) {
    c.record('receiver', 'AcceptorNamed', { person: holderOf(receiver) }, receiver);
    return stays(c, step, receiver);
  }
  const answer = await c.awaitTask('accept', { ...step, actions: ['accept'] });
  if (answer?.by === undefined) return next;
  c.record('accepted', 'AcceptorNamed', { person: holderOf(answer.by) }, answer.by);
  return stays(c, step, answer.by);
};

/** The first one it was, in whatever round; nobody takes their place. */
function stays(c: ContextOf<typeof firstResponsible>, step: ParamsOf<typeof firstResponsible>, by: Actor): typeof next {
  if (step.stays && c.state.firstResponsible === undefined)
    c.record('first', 'FirstResponsibleNamed', { person: holderOf(by) }, by);
  return next;
}
