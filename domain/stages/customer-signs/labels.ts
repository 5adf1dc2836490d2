import type { StageLabels } from '../../labels/stage-labels';
import { both } from '../../values/text';
import type { customerSigns } from './definition';

export const customerSignsLabels: StageLabels<typeof customerSigns> = {
  sentences: {
    CustomerSigned: (e) => {
      const price = e.words.money(e.number('amountFen'));
      return both(`客户签字确认，费用 ${price.zh}。`, `The customer signed for ${price.en}.`);
    },
    SignatureRefused: () => both('客户未签字。', 'The customer did not sign.'),
  },
  actions: {
    recordSignature: {
      fields: {
        signed: { title: both('已签字', 'Signed') },
        amountFen: { title: both('金额（分）', 'Amount (fen)') },
        reason: { title: both('原因', 'Reason') },
      },
      rules: [{ when: { signed: [false] }, needs: ['reason'] }],
      example: { signed: true, amountFen: 3_500 },
    },
  },
};
