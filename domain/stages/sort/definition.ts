import { z } from 'zod';
import { defineAction } from '../../actions/action';
import { event } from '../../event';
import { recordableCategories } from '../../policy/category-tree';
import { waitBase } from '../../policy/step';
import { refuse } from '../../file/refusal';
import { defineStage } from '../../stage';
import { both } from '../../values/text';

/**
 * Somebody who knows the trade says what kind it is (seed 004: the customer-relations manager determines the type). The
 * category given at intake was a guess; from here on this one decides what may be proposed and which way the case goes.
 */
export const sort = defineStage({
  stage: 'sort',
  title: both('判定类别', 'Sort'),
  params: z.strictObject({ ...waitBase, stage: z.literal('sort') }),
  actions: [
    defineAction({
      name: 'sort',
      title: both('判定类别', 'Determine the category'),
      help: both('按办法的类别判定性质。', 'Choose one of the categories of the policy.'),
      data: (text, { code }) => z.strictObject({ category: code, reason: text.optional() }),
      refuse: ({ policy, message }) => {
        const known = recordableCategories(policy.categories);
        return known.includes(message.data.category)
          ? undefined
          : refuse(
              'NotAllowedByPolicy',
              422,
              both(
                `办法没有类别「${message.data.category}」。`,
                `The policy has no category "${message.data.category}".`,
              ),
              both(`可用：${known.join('、')}`, `Available: ${known.join(', ')}`),
            );
      },
    }),
  ],
  events: {
    CategoryJudged: event<{ category: string; categories?: string[] }>({
      audience: 'staff',
      apply: (state, data) =>
        state.intake === undefined
          ? {}
          : { intake: { ...state.intake, category: data.category }, categories: data.categories },
    }),
  },
  refers: (step) => ({ roles: [step.who] }),
});
