import { placeOfCategory } from '../../domain/policy/category-tree';
import { next } from '../../domain/step/outcome';
import type { Stage } from '../stage';

export const sort: Stage<'sort'> = async (c, step) => {
  const answer = await c.awaitTask('sort', { ...step, actions: ['sort'] });
  // Nobody said otherwise: the category of the intake stays.
  if (answer?.by !== undefined)
    c.record(
      'sorted',
      'CategoryJudged',
      { ...answer.data, ...placeOfCategory(c.policy, String(answer.data['category'])) },
      answer.by,
    );
  return next;
};
