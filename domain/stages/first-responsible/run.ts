import { holderOf } from '../../envelope';
import { ineligible } from '../../eligibility';
import { next } from '../../step/outcome';
import type { Run } from '../../stage';
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
    return next;
  }
  const answer = await c.awaitTask('accept', { ...step, actions: ['accept'] });
  if (answer?.by !== undefined) c.record('accepted', 'AcceptorNamed', { person: holderOf(answer.by) }, answer.by);
  return next;
};
