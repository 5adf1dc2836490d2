import type { StageLabels } from '../../labels/stage-labels';
import type { Bilingual } from '../../values/text';
import { both } from '../../values/text';
import type { execute } from './definition';

export const executeLabels: StageLabels<typeof execute> = {
  sentences: {
    ExecutionRefused: (e) => {
      const why = NOT_EXECUTED[e.text('because')] ?? both(e.text('because'), e.text('because'));
      return both(`未落实方案：${why.zh}。`, `No remedy was executed: ${why.en}.`);
    },
  },
  actions: {
    settleUnknown: {
      fields: {
        executed: {
          title: both('已执行', 'Executed'),
          help: both('向支付或仓储方核实后填写。', 'Check with the payer or the warehouse first.'),
        },
        comment: { title: both('说明', 'Comment') },
      },
      example: { executed: false, comment: '已向银行核实' },
    },
  },
};

const NOT_EXECUTED: Readonly<Record<string, Bilingual>> = {
  none: both('本轮客户没有同意任何方案', 'the customer has not agreed to any option in this round'),
  changed: both('方案与客户同意或批准的不一致', 'the proposal differs from the one agreed or approved'),
  done: both('此方案已经执行过', 'the proposal has already been carried out'),
};
