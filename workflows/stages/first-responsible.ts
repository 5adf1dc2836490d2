import { ineligible } from '../../domain/eligibility';
import { holderOf } from '../../domain/envelope';
import { next } from '../outcome';
import type { Stage } from '../stage';

export const firstResponsible: Stage<'firstResponsible'> = async (c, step) => {
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
