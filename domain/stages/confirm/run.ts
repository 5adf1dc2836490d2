import { endAs, next } from '../../step/outcome';
import type { Run } from '../../stage';
import type { confirm } from './definition';
import { tellCustomer } from '../../step/notify-customer';

export const runConfirm: Run<typeof confirm> = async (c, step) => {
  const { department } = await c.decide<{ department: string }>('routing', step.table);
  c.record('department', 'DepartmentAssigned', { department });
  const byDepartment = await c.awaitTask('department', {
    ...step,
    overdue: [...step.overdue, { do: 'decide', action: 'decideAtDesk' }],
    actions: ['confirmQuality'],
    department,
  });
  if (byDepartment?.by !== undefined) {
    c.record('confirmed', 'QualityConfirmed', { ...byDepartment.data }, byDepartment.by);
  } else {
    // From here on the department's word changes nothing: its task has ended.
    const atDesk = await c.awaitTask('desk', {
      who: step.desk,
      within: step.deskWithin,
      overdue: step.deskOverdue,
      actions: ['decideAtDesk'],
    });
    // Nobody decided there either: the benefit of the doubt is the customer's.
    c.record('decided', 'DeskDecided', { atFault: true, ...atDesk?.data }, atDesk?.by);
  }
  if (c.state.judgement?.founded === true) return next;
  await tellCustomer(c, 'explanation', step.unfounded.template, {
    ...{ who: step.desk, within: step.deskWithin, overdue: step.deskOverdue },
  });
  return endAs(step.unfounded.end);
};
