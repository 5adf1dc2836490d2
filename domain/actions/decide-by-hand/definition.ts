import { z } from 'zod';
import { defineAction } from '../action';
import { byHandOf } from '../../case/answers/answers-by-hand';
import { daySchema, instantSchema } from '../../time/instant';
import type { DataKinds } from '../data-kinds';
import { both } from '../../values/text';

/** The outputs of a table, by name. */
const outputs = ({ code, name }: DataKinds) => z.record(name, z.union([code, z.number(), z.boolean()]));

/**
 * What a decision table could not answer is decided by the policy's owner, and stands in the history as such. So is what
 * else a step had to ask and got no answer to: then the task says what is to be filled in instead of a table's outputs.
 */
export const decideByHand = defineAction({
  name: 'decideByHand',
  title: both('人工判定', 'Decide by hand'),
  help: both(
    '决策表或系统无法给出结果，请按待办所列填写。',
    'A decision table or the system gave no result. Fill in what the task asks for.',
  ),
  data: (_, kinds) =>
    z.strictObject({
      answer: outputs(kinds).optional(),
      at: instantSchema().optional(),
      day: daySchema().optional(),
      persons: z.array(kinds.person).max(20).optional(),
    }),
  dataFor: ({ task }) =>
    task.asks === undefined ? (_, kinds) => z.strictObject({ answer: outputs(kinds) }) : byHandOf(task.asks)?.data,
});
