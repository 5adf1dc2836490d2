import type { AnytimeLabels } from '../../labels/action-labels';
import { both } from '../../text';
import type { withdraw } from './definition';

export const withdrawLabels: AnytimeLabels<typeof withdraw> = {
  sentences: {
    WithdrawalRequested: (e) =>
      e.isByCustomer
        ? both('客户本人在网页上申请撤诉。', 'The customer asked on their own page to withdraw the complaint.')
        : both(`${e.who.zh}登记客户撤诉。`, `${e.who.en} registered that the customer withdraws.`),
  },
  fields: {
    reason: { title: both('撤诉原因', 'Reason') },
  },
  example: { reason: '客户表示问题已解决' },
};
