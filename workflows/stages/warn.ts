import { next } from '../../domain/step/outcome';
import type { Stage } from '../stage';

export const warn: Stage<'warn'> = async (c, step) => {
  for (const role of step.to) {
    const told = await c.perform(`warn-${role}`, 'notifyStaff', {
      template: step.template,
      to: { role, ...(c.state.department === undefined ? {} : { department: c.state.department }) },
      barred: c.state.respondents,
      values: { no: c.state.no, category: c.state.intake?.category ?? '' },
    });
    // Whom no message has reached nobody has warned.
    const type = told.status === 'succeeded' ? 'WarningGiven' : 'WarningNotGiven';
    c.record(`warned-${role}`, type, { role, status: told.status });
  }
  return next;
};
