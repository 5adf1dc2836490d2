import type { StageLabels } from '../../labels/stage-labels';
import { both } from '../../values/text';
import type { confirmWithdrawal } from './definition';

export const confirmWithdrawalLabels: StageLabels<typeof confirmWithdrawal> = {
  sentences: {
    Withdrawn: (e) =>
      both(`${e.who.zh}核实客户确已撤回投诉。`, `${e.who.en} confirmed the withdrawal with the customer.`),
    WithdrawalDeclined: () =>
      both('客户未确认撤回，继续办理。', 'The customer did not confirm the withdrawal. The case continues.'),
  },
  actions: {
    confirmWithdrawal: {
      fields: {
        confirmed: { title: both('客户确认撤回', 'Customer confirms') },
        comment: { title: both('说明', 'Comment') },
      },
      example: { confirmed: true },
    },
  },
};
