import { z } from 'zod';
import { both } from '../../../domain/values/text';
import { defineRemedy } from '../contract';
import { costFen, thingText } from '../params';

/** The customer's tariff or service is changed as they asked. */
export default defineRemedy({
  kind: 'plan-change',
  title: both('业务调整', 'Change of plan'),
  help: both(
    '为客户变更、开通或退订套餐与业务；costFen 是我方少收或承担的费用。',
    'Change, add or cancel a plan or service. `costFen` is the revenue forgone or cost borne.',
  ),
  letter: both('您的套餐或业务正在按约定调整。', 'Your plan or service is being changed as agreed.'),
  params: z.strictObject({
    change: z.enum(['switch', 'open', 'end']),
    plan: thingText,
    costFen,
  }),
  costFen: (params) => params.costFen,
  execute: (params, order, { gateway }) => gateway.execute({ ...order, params, amountFen: params.costFen }),
  undo: ({ key }, { gateway }) => gateway.undo(key),
});
