import { z } from 'zod';
import { both } from '../../../domain/values/text';
import { defineRemedy } from '../contract';
import { amountFen, sealedText } from '../params';

/** Money goes back to the customer: all of the price or a part of it. */
export default defineRemedy({
  kind: 'refund',
  title: both('退款', 'Refund'),
  help: both(
    '全部或部分退还已付款项：原路退回、退至指定账户或现金退还。',
    'Refund all or part of the payment: by the original method, to an account or in cash.',
  ),
  letter: both('款项已为您办理退还。', 'Your refund is being processed.'),
  params: z.discriminatedUnion('to', [
    z.strictObject({ to: z.literal('originalPayment'), amountFen }),
    z.strictObject({ to: z.literal('account'), amountFen, account: sealedText }),
    z.strictObject({ to: z.literal('cash'), amountFen }),
  ]),
  costFen: (params) => params.amountFen,
  execute: (params, order, { gateway }) => gateway.execute({ ...order, params, amountFen: params.amountFen }),
  undo: ({ key }, { gateway }) => gateway.undo(key),
});
