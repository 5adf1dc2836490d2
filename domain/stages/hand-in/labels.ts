import type { StageLabels } from '../../labels/stage-labels';
import { both } from '../../values/text';
import type { handIn } from './definition';

export const handInLabels: StageLabels<typeof handIn> = {
  sentences: {
    MoneyHandedIn: (e) => {
      const price = e.words.money(e.number('amountFen'));
      return both(`${e.who.zh}确认收到交款 ${price.zh}。`, `${e.who.en} confirmed receipt of ${price.en}.`);
    },
  },
  actions: {
    confirmPayment: {
      fields: {
        amountFen: { title: both('收款金额（分）', 'Amount received (fen)') },
        invoice: { title: both('发票号', 'Invoice') },
        difference: { title: both('差额说明', 'Reason for the difference') },
      },
      example: { amountFen: 3_500, invoice: '04400221' },
    },
  },
};
