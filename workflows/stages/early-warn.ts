import { next } from '../outcome';
import type { Stage } from '../stage';
import { tellStaff } from './telling-staff';

export const earlyWarn: Stage<'earlyWarn'> = async (c, step) => {
  const answer = await c.awaitTask('warning', { ...step, actions: ['giveWarning', 'noteOmission'] });
  if (answer?.action !== 'giveWarning') {
    c.record('omitted', 'EarlyWarningOmitted', { answerable: step.answerable, ...answer?.data }, answer?.by);
    return next;
  }
  const dueAt = c.state.tasks[`${c.place}/warning`]?.dueAt;
  const inTime = dueAt === undefined || answer.at <= dueAt;
  c.record('given', 'EarlyWarningGiven', { inTime, to: step.tell, ...answer.data }, answer.by);
  await tellStaff(c, 'tell', { ...step, from: step.from ?? step.who });
  const { onward } = step;
  if (onward === undefined) return next;
  const report = await c.awaitTask('onward', { ...onward, actions: ['reportOn'] });
  c.record('reported-on', 'ReportedOn', { to: onward.to, ...report?.data }, report?.by);
  await tellStaff(c, 'onward', {
    ...{ tell: onward.to, by: step.by, from: onward.who, template: onward.template },
    ...{ within: onward.within, overdue: onward.overdue },
  });
  return next;
};
