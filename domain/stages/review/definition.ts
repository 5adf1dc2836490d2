import { z } from 'zod';
import { defineAction } from '../../actions/action';
import { event } from '../../event';
import { waitBase } from '../../policy/step';
import { defineStage } from '../../stage';
import { both } from '../../values/text';

/** Summary (seed 000, step 8): cause, lesson, and what the statistics should learn from it. */
export const review = defineStage({
  stage: 'review',
  title: both('总结评价', 'Review'),
  params: z.strictObject({ ...waitBase, stage: z.literal('review') }),
  actions: [
    defineAction({
      name: 'review',
      title: both('总结', 'Review'),
      help: both('原因、教训与统计归类。', 'Cause, lessons learned and statistical category.'),
      data: (text, { cause }) =>
        z.strictObject({ causeCode: cause.optional(), lesson: text, preventable: z.boolean().optional() }),
    }),
  ],
  events: {
    CaseReviewed: event<Record<string, unknown>>({ audience: 'staff', apply: (_, data) => ({ review: data }) }),
  },
  refers: (step) => ({ roles: [step.who] }),
});
