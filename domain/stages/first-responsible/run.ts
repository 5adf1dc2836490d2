import { next } from '../../step/outcome';
import type { Run } from '../../stage';
import type { firstResponsible } from './definition';

export const runFirstResponsible: Run<typeof firstResponsible> = async (c, step) => {
  if (step.department !== undefined) c.record('department', 'DepartmentAssigned', { department: step.department });
  const { recordedBy: receiver, respondents } = c.state;
  if (receiver?.roles.includes(step.who) === true && !respondents.includes(receiver.id)) {
    c.record('receiver', 'AcceptorNamed', { person: receiver.id }, receiver);
    return next;
  }
  const answer = await c.awaitTask('accept', { ...step, actions: ['accept'] });
  if (answer?.by !== undefined) c.record('accepted', 'AcceptorNamed', { person: answer.by.id }, answer.by);
  return next;
};
