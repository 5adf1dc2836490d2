import { next } from '../../step/outcome';
import type { Run } from '../../stage';
import type { review } from './definition';

export const runReview: Run<typeof review> = async (c, step) => {
  const answer = await c.awaitTask('review', { ...step, actions: ['review'] });
  if (answer?.by !== undefined) c.record('reviewed', 'CaseReviewed', { ...answer.data }, answer.by);
  return next;
};
