import type { StageLabels } from '../../labels/stage-labels';
import { both } from '../../values/text';
import type { propose } from './definition';

export const proposeLabels: StageLabels<typeof propose> = {
  sentences: {
    RemedyProposed: (e) => {
      const cost = e.words.money(e.number('costFen'));
      const options = e.list('options').length;
      const again = e.is('again')
        ? both(
            '其中含此前已给予过的补救，已注明再次给予。',
            ' The proposal deliberately repeats a remedy given before.',
          )
        : both('', '');
      return both(
        `${e.who.zh}${e.is('goodwill') ? '出于善意' : ''}提出 ${options} 个方案，最高成本 ${cost.zh}。${again.zh}`,
        `${e.who.en} proposed ${options} option${options === 1 ? '' : 's'}${e.is('goodwill') ? ', in goodwill,' : ''} at a cost of up to ${cost.en}.${again.en}`,
      );
    },
    DemandDeclined: (e) => both(`${e.who.zh}提议对诉求不予支持。`, `${e.who.en} proposed to decline the demand.`),
  },
  actions: {
    propose: {
      fields: {
        options: {
          title: both('方案', 'Options'),
          help: both('至多四个，按顺序向客户提出。', 'Up to four options, offered to the customer in this order.'),
        },
        reason: { title: both('理由', 'Reason') },
        again: {
          title: both('再次给予', 'Repeated remedy'),
          help: both('此前已给予过同样的补救时填写。', 'Required if the same remedy was given before.'),
        },
      },
      example: {
        options: [
          { title: '全额退款', remedies: [{ kind: 'refund', params: { to: 'originalPayment', amountFen: 39_900 } }] },
        ],
      },
    },
    declineDemand: {
      fields: {
        reason: {
          title: both('理由', 'Reason'),
          help: both('写入给客户的答复。', 'This text appears in the reply to the customer.'),
        },
      },
      example: { reason: '所要求的赔偿远超实际损失' },
    },
  },
};
