import type { StageLabels } from '../../labels/stage-labels';
import { both } from '../../values/text';
import type { quote } from './definition';

export const quoteLabels: StageLabels<typeof quote> = {
  sentences: {
    PriceAgreed: (e) => {
      const price = e.words.money(e.number('amountFen'));
      return both(`客户同意价格 ${price.zh}。`, `The customer agreed to the price of ${price.en}.`);
    },
    PriceRefused: () => both('客户不同意价格。', 'The customer did not agree to the price.'),
  },
  actions: {
    quote: {
      fields: {
        items: { title: both('收费项目', 'Items') },
        agreed: { title: both('客户同意价格', 'Customer agrees') },
        agreedBy: { title: both('同意人', 'Person who agreed') },
        comment: { title: both('说明', 'Comment') },
      },
      example: { items: [{ what: '更换角阀', kind: 'parts', amountFen: 3_500 }], agreed: true },
    },
  },
};
