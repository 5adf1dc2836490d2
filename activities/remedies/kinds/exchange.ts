import { z } from 'zod';
import { both } from '../../../domain/values/text';
import { defineRemedy } from '../contract';
import { costFen, thingText } from '../params';

/** Another piece takes the place of the faulty one. */
export default defineRemedy({
  kind: 'exchange',
  title: both('换货', 'Exchange'),
  help: both(
    '更换同款或等值商品；valueFen 是我方为每件承担的成本，含运费。',
    'The same or an equivalent product. `valueFen` is our cost per piece, including delivery.',
  ),
  letter: both('更换的商品已为您安排。', 'The replacement is being arranged for you.'),
  params: z.strictObject({
    product: thingText,
    quantity: z.int().positive().max(1_000).default(1),
    valueFen: costFen,
    /** Whether the faulty piece comes back to us. */
    returnsOld: z.boolean().default(true),
  }),
  costFen: (params) => params.quantity * params.valueFen,
  execute: (params, order, { gateway }) =>
    gateway.execute({ ...order, params, amountFen: params.quantity * params.valueFen }),
  undo: ({ key }, { gateway }) => gateway.undo(key),
});
