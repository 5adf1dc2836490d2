import { next } from '../../step/outcome';
import type { Run } from '../../stage';
import type { reportBack } from './definition';
import { tellStaff } from '../../step/notify-roles';

export const runReportBack: Run<typeof reportBack> = async (c, step) => {
  const answer = await c.awaitTask('report', { ...step, actions: ['reportResult'] });
  if (answer?.by !== undefined) {
    const dueAt = c.state.tasks[`${c.place}/report`]?.dueAt;
    const inTime = dueAt === undefined || answer.at <= dueAt;
    c.record('reported', 'ResultReported', { inTime, ...answer.data }, answer.by);
  }
  await tellStaff(c, 'tell', { ...step, from: step.from ?? step.who });
  return next;
};
