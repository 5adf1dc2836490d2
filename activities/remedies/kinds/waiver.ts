import { z } from 'zod';
import { both } from '../../../domain/values/text';
import { defineRemedy } from '../contract';
import { amountFen, thingText } from '../params';

/** Fees already charged, or about to be, are not asked for. */
export default defineRemedy({
  kind: 'waiver',
  title: both('费用减免', 'Waiver of fees'),
  help: both(
    '从账户中免收或冲回一笔费用；charge 写明是哪一笔。',
    'Waive or credit a charge on the account. `charge` states which one.',
  ),
  letter: both(
    '相关费用已为您减免，将体现在您的账单中。',
    'The charge is being waived and will appear as a credit on your bill.',
  ),
  params: z.strictObject({ charge: thingText, amountFen }),
  costFen: (params) => params.amountFen,
  execute: (params, order, { gateway }) => gateway.execute({ ...order, params, amountFen: params.amountFen }),
  undo: ({ key }, { gateway }) => gateway.undo(key),
});
