import { z } from 'zod';
import { event } from '../../event';
import type { Cost } from '../../penalties/loss';
import { refuse } from '../../file/refusal';
import { both } from '../../values/text';
import { defineAnytimeAction } from '../anytime';

/** A single entry of a case: a million yuan. Whatever is more is no cost of handling a complaint. */
const MOST_FEN = 100_000_000;

/** What the case cost beside its remedies: part of its booked loss. A wrong entry is corrected by one that is negative. */
export const recordCost = defineAnytimeAction({
  name: 'recordCost',
  keeps: 'more',
  who: 'desk',
  title: both('登记费用', 'Record a cost'),
  help: both(
    '补救以外的支出（检测、差旅等），计入本案损失；记错时以负数冲正。',
    'Costs other than remedies (such as tests or travel). They count as loss. Correct errors with a negative amount.',
  ),
  data: (text) =>
    z.strictObject({
      what: text,
      amountFen: z
        .int()
        .min(-MOST_FEN)
        .max(MOST_FEN)
        .refine((fen) => fen !== 0),
    }),
  refuse: ({ state, message: { data } }) => {
    const recorded = (state.costs ?? []).reduce((sum, { amountFen }) => sum + amountFen, 0);
    return recorded + data.amountFen < 0
      ? refuse(
          'NotAllowedByPolicy',
          422,
          both('冲正金额不得超过已登记的费用。', 'A correction may not exceed the recorded costs.'),
          both(`已登记 ${recorded} 分。`, `Recorded so far: ${recorded} fen.`),
        )
      : undefined;
  },
  events: {
    CostRecorded: event<Cost>({
      audience: 'staff',
      apply: (state, cost) => ({ costs: [...(state.costs ?? []), cost] }),
    }),
  },
  apply: ({ message }) => [{ type: 'CostRecorded', data: message.data }],
});
