import { z } from 'zod';
import { defineAction } from '../../actions/action';
import { event } from '../../event';
import { waitBase } from '../../policy/step';
import { refuse } from '../../file/refusal';
import { defineStage } from '../../stage';
import { both } from '../../values/text';

/** What was collected from the customer is handed to finance, with its invoice (seed 004); a difference has a reason. */
export const handIn = defineStage({
  stage: 'handIn',
  title: both('交款', 'Hand in the payment'),
  params: z.strictObject({ ...waitBase, stage: z.literal('handIn') }),
  actions: [
    defineAction({
      name: 'confirmPayment',
      title: both('确认收款', 'Confirm receipt'),
      help: both('核对金额与发票。', 'Check the amount and the invoice.'),
      data: (text) =>
        z.strictObject({
          amountFen: z.int().nonnegative(),
          invoice: text,
          difference: text.optional(),
        }),
      refuse: ({ state, message }) =>
        message.data.amountFen !== (state.facts['chargedFen'] ?? 0) && message.data.difference === undefined
          ? refuse(
              'EvidenceMissing',
              422,
              both(
                '金额与客户签字的金额不符，须说明。',
                'The amount differs from the one the customer signed for. Say why.',
              ),
              both('填写 difference。', 'Fill in "difference".'),
            )
          : undefined,
    }),
  ],
  events: {
    MoneyHandedIn: event<{ chargedFen: unknown; amountFen?: number; invoice?: string }>({ audience: 'staff' }),
  },
  refers: (step) => ({ roles: [step.who] }),
});
