import { z } from 'zod';
import { defineAction } from '../action';
import { both } from '../text';

/** What a decision table could not answer is decided by the policy's owner, and stands in the history as such. */
export const decideByHand = defineAction({
  name: 'decideByHand',
  title: both('人工判定', 'Decide by hand'),
  help: both('决策表无法给出结果，请填写各输出项。', 'The decision table gave no answer: fill in its outputs.'),
  data: (_, { code, name }) => z.strictObject({ answer: z.record(name, z.union([code, z.number(), z.boolean()])) }),
});
