import { z } from 'zod';
import { both } from '../../../domain/values/text';
import { defineRemedy } from '../contract';
import { costFen, thingText, sealedText } from '../params';

/** The faulty thing is put right, at the customer's or with us. */
export default defineRemedy({
  kind: 'repair',
  title: both('维修', 'Repair'),
  help: both(
    '免费修好有问题的商品或设施；costFen 是我方承担的人工和配件费用。',
    'Repair the faulty item free of charge. `costFen` is our cost of labour and parts.',
  ),
  letter: both('维修已为您安排，您无须付费。', 'A free repair is being arranged for you.'),
  params: z.discriminatedUnion('where', [
    z.strictObject({ where: z.literal('atCustomer'), item: thingText, costFen, address: sealedText.optional() }),
    z.strictObject({ where: z.literal('withUs'), item: thingText, costFen }),
  ]),
  costFen: (params) => params.costFen,
  execute: (params, order, { gateway }) => gateway.execute({ ...order, params, amountFen: params.costFen }),
  undo: ({ key }, { gateway }) => gateway.undo(key),
});
