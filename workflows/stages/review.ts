import { next } from '../../domain/step/outcome';
import type { Stage } from '../stage';

export const review: Stage<'review'> = async (c, step) => {
  const answer = await c.awaitTask('review', { ...step, actions: ['review'] });
  if (answer?.by !== undefined) c.record('reviewed', 'CaseReviewed', { ...answer.data }, answer.by);
  return next;
};
