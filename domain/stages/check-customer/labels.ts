import type { StageLabels } from '../../labels/stage-labels';
import { both } from '../../values/text';
import type { checkCustomer } from './definition';

export const checkCustomerLabels: StageLabels<typeof checkCustomer> = {
  sentences: {
    CustomerChecked: (e) => {
      const differs = e.list('differs').map(String);
      const parts = differs.length === 0 ? '' : ` (${differs.join(', ')})`;
      return both(`客户档案核对：${e.text('match')}${parts}。`, `Customer file checked: ${e.text('match')}${parts}.`);
    },
    CustomerSettled: (e) =>
      both(
        `${e.who.zh}核实客户信息：${e.is('genuine') ? '属实' : '存疑'}。`,
        `${e.who.en} verified the customer details: ${e.is('genuine') ? 'genuine' : 'doubtful'}.`,
      ),
  },
  actions: {
    settleCustomer: {
      fields: {
        genuine: { title: both('情况属实', 'Details are genuine') },
        comment: { title: both('说明', 'Comment') },
      },
      example: { genuine: true, comment: '车辆上月过户' },
    },
  },
};
