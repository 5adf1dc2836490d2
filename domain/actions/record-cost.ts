import { z } from 'zod';
import { both } from '../text';
import { defineAnytimeAction } from './anytime';

/** What the case cost beside its remedies: part of its booked loss. A wrong entry is corrected by one that is negative. */
export const recordCost = defineAnytimeAction({
  name: 'recordCost',
  title: both('登记费用', 'Record a cost'),
  help: both(
    '补救以外的支出（检测、差旅等），计入本案损失；记错时以负数冲正。',
    'What was spent beside remedies (a test, a journey); it counts as loss. Correct a mistake by a negative amount.',
  ),
  data: (text) =>
    z.strictObject({
      what: text,
      amountFen: z
        .int()
        .min(-1e11)
        .max(1e11)
        .refine((fen) => fen !== 0),
    }),
  apply: ({ message }) => [{ type: 'CostRecorded', data: message.data }],
});
