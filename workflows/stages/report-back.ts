import { next } from '../../domain/step/outcome';
import type { Stage } from '../stage';
import { tellStaff } from './telling-staff';

export const reportBack: Stage<'reportBack'> = async (c, step) => {
  const answer = await c.awaitTask('report', { ...step, actions: ['reportResult'] });
  if (answer?.by !== undefined) {
    const dueAt = c.state.tasks[`${c.place}/report`]?.dueAt;
    const inTime = dueAt === undefined || answer.at <= dueAt;
    c.record('reported', 'ResultReported', { inTime, ...answer.data }, answer.by);
  }
  await tellStaff(c, 'tell', { ...step, from: step.from ?? step.who });
  return next;
};
