import { next } from '../outcome';
import type { Stage } from '../stage';
import { ofHandler } from './handler';

export const investigate: Stage<'investigate'> = async (c, step) => {
  const answer = await c.awaitTask('findings', {
    ...(step.byHandler === false ? step : ofHandler(c, step)),
    actions: ['submitFindings'],
  });
  if (answer?.by !== undefined) c.record('findings', 'FindingsSubmitted', { ...answer.data }, answer.by);
  return next;
};
