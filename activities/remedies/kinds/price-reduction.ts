import { z } from 'zod';
import { percentOf } from '../../../domain/values/money';
import type { Fen } from '../../../domain/values/money';
import { both } from '../../../domain/values/text';
import { defineRemedy } from '../contract';
import { amountFen } from '../params';

/** The customer keeps what was bought and pays less for it. */
export default defineRemedy({
  kind: 'price-reduction',
  title: both('折价', 'Price reduction'),
  help: both(
    '商品由客户留用，按原价的百分比折价，差额退还或从账单扣除。',
    'The customer keeps the product. A percentage of the price is refunded or deducted from the bill.',
  ),
  letter: both(
    '已为您折价，差额将退还或从账单中扣除。',
    'The price is being reduced. The difference will be refunded or deducted from your bill.',
  ),
  params: z.strictObject({ priceFen: amountFen, percent: z.int().min(1).max(100) }),
  costFen: reduction,
  execute: (params, order, { gateway }) => gateway.execute({ ...order, params, amountFen: reduction(params) }),
  undo: ({ key }, { gateway }) => gateway.undo(key),
});

function reduction({ priceFen, percent }: { priceFen: Fen; percent: number }): Fen {
  return percentOf(priceFen, percent * 100);
}
