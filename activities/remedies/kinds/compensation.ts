import { z } from 'zod';
import { both } from '../../../domain/values/text';
import { defineRemedy } from '../contract';
import { amountFen, sealedText } from '../params';

/** Money for a loss or a trouble, beyond the price of what was bought. */
export default defineRemedy({
  kind: 'compensation',
  title: both('赔偿', 'Compensation'),
  help: both(
    '赔偿损失或不便；basis 写明依据：实际损失、法律规定、事先承诺或自愿关怀。',
    'Money for a loss or an inconvenience. `basis` states why: actual loss, law, prior guarantee or goodwill.',
  ),
  letter: both('赔偿款已为您办理支付。', 'Your compensation is being paid.'),
  params: z.strictObject({
    amountFen,
    basis: z.enum(['loss', 'law', 'guarantee', 'goodwill']),
    account: sealedText.optional(),
  }),
  costFen: (params) => params.amountFen,
  execute: (params, order, { gateway }) => gateway.execute({ ...order, params, amountFen: params.amountFen }),
  undo: ({ key }, { gateway }) => gateway.undo(key),
});
