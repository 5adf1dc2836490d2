import { next } from '../../step/outcome';
import type { Run } from '../../stage';
import type { warn } from './definition';

export const runWarn: Run<typeof warn> = async (c, step) => {
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
