import { z } from 'zod';
import { both } from '../../../domain/values/text';
import { defineRemedy } from '../contract';
import { costFen, thingText, sealedText } from '../params';

/** A present or a voucher, as a sign of goodwill. */
export default defineRemedy({
  kind: 'gift',
  title: both('赠送', 'Gift'),
  help: both(
    '赠送礼品、服务或代金券以表心意；valueFen 是每份的成本。',
    'A gift, a service or a voucher. `valueFen` is our cost per piece.',
  ),
  letter: both('我们为您准备了一份礼品，聊表心意。', 'We have prepared a small gift for you.'),
  params: z.strictObject({
    item: thingText,
    quantity: z.int().positive().max(1_000).default(1),
    valueFen: costFen,
    address: sealedText.optional(),
  }),
  costFen: (params) => params.quantity * params.valueFen,
  execute: (params, order, { gateway }) =>
    gateway.execute({ ...order, params, amountFen: params.quantity * params.valueFen }),
  undo: ({ key }, { gateway }) => gateway.undo(key),
});
