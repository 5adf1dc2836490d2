import type { AnytimeLabels } from '../../labels/action-labels';
import { both } from '../../values/text';
import type { withdraw } from './definition';

export const withdrawLabels: AnytimeLabels<typeof withdraw> = {
  sentences: {
    WithdrawalRequested: (e) =>
      e.isByCustomer
        ? both('客户在网页上申请撤回投诉。', 'The customer asked on the customer page to withdraw the complaint.')
        : both(`${e.who.zh}登记客户撤回投诉。`, `${e.who.en} recorded the customer’s withdrawal.`),
  },
  fields: {
    reason: { title: both('撤回原因', 'Reason') },
  },
  example: { reason: '客户表示问题已解决' },
};
