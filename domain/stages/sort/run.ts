import { placeOfCategory } from '../../policy/category-tree';
import { next } from '../../step/outcome';
import type { Run } from '../../stage';
import type { sort } from './definition';

export const runSort: Run<typeof sort> = async (c, step) => {
  const answer = await c.awaitTask('sort', { ...step, actions: ['sort'] });
  // Nobody said otherwise: the category of the intake stays.
  if (answer?.by !== undefined)
    c.record(
      'sorted',
      'CategoryJudged',
      { ...answer.data, ...placeOfCategory(c.policy, answer.data.category) },
      answer.by,
    );
  return next;
};
