import type { StageLabels } from '../../labels/stage-labels';
import { both } from '../../text';
import type { confirmWithdrawal } from './definition';

export const confirmWithdrawalLabels: StageLabels<typeof confirmWithdrawal> = {
  sentences: {
    Withdrawn: (e) => both(`${e.who.zh}核实客户撤诉属实。`, `${e.who.en} confirmed the withdrawal with the customer.`),
    WithdrawalDeclined: () =>
      both('撤诉未获客户确认，继续处理。', 'The customer did not confirm the withdrawal; the case goes on.'),
  },
  actions: {
    confirmWithdrawal: {
      fields: {
        confirmed: { title: both('客户确认撤诉', 'Customer confirms') },
        comment: { title: both('说明', 'Comment') },
      },
      example: { confirmed: true },
    },
  },
};
