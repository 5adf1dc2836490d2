import type { AnytimeLabels } from '../../labels/action-labels';
import { both } from '../../values/text';
import type { recordCost } from './definition';

export const recordCostLabels: AnytimeLabels<typeof recordCost> = {
  sentences: {
    CostRecorded: (e) => {
      const amount = e.words.money(e.number('amountFen'));
      return both(`${e.who.zh}登记费用 ${amount.zh}。`, `${e.who.en} recorded a cost of ${amount.en}.`);
    },
  },
  fields: {
    what: { title: both('用途', 'What for') },
    amountFen: {
      title: both('金额（分）', 'Amount, in fen'),
      help: both('冲正时填负数。', 'A negative amount corrects an entry.'),
    },
  },
  example: { what: '委托第三方检测', amountFen: 80_000 },
};
