import { z } from 'zod';
import { defineAction } from '../../actions/action';
import { event } from '../../event';
import { waitBase } from '../../policy/step';
import { refuse } from '../../file/refusal';
import { defineStage } from '../../stage';
import { both } from '../../values/text';

/** A withdrawal is confirmed with the customer by somebody other than the handler; then the case ends. */
export const confirmWithdrawal = defineStage({
  stage: 'confirmWithdrawal',
  title: both('核实撤回', 'Confirm the withdrawal'),
  params: z.strictObject({ ...waitBase, stage: z.literal('confirmWithdrawal'), end: z.string().default('withdrawn') }),
  actions: [
    defineAction({
      name: 'confirmWithdrawal',
      approves: true,
      title: both('核实撤回', 'Confirm the withdrawal'),
      help: both('由经办人以外的人向客户核实。', 'A colleague other than the handler confirms with the customer.'),
      data: (text) => z.strictObject({ confirmed: z.boolean(), comment: text.optional() }),
      customersWord: () => true,
      refuse: ({ state, message }) =>
        state.handler !== undefined && [message.by.id, message.by.for].includes(state.handler)
          ? refuse(
              'SamePersonTwice',
              403,
              both(
                '撤回投诉须由经办人以外的人核实。',
                'A colleague other than the handler must confirm the withdrawal.',
              ),
            )
          : undefined,
    }),
  ],
  events: {
    Withdrawn: event<{ comment?: string }>({ audience: 'staff' }),
    WithdrawalDeclined: event<{ comment?: string }>({ audience: 'staff' }),
  },
  refers: (step) => ({ roles: [step.who] }),
  leads: () => ({ next: false, end: true }),
});
