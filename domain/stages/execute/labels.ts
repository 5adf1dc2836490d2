import type { StageLabels } from '../../labels/stage-labels';
import type { Bilingual } from '../../text';
import { both } from '../../text';
import type { execute } from './definition';

export const executeLabels: StageLabels<typeof execute> = {
  sentences: {
    ExecutionRefused: (e) => {
      const why = NOT_EXECUTED[e.text('because')] ?? both(e.text('because'), e.text('because'));
      return both(`没有执行补救：${why.zh}。`, `No remedy was executed: ${why.en}.`);
    },
  },
  actions: {
    settleUnknown: {
      fields: {
        executed: {
          title: both('已执行', 'Executed'),
          help: both('向支付或仓储方核实后填写。', 'Ask the payer or the store first.'),
        },
        comment: { title: both('说明', 'Comment') },
      },
      example: { executed: false, comment: '已向银行核实' },
    },
  },
};

const NOT_EXECUTED: Readonly<Record<string, Bilingual>> = {
  none: both('本轮客户没有同意任何方案', 'the customer has agreed to nothing in this round'),
  changed: both('方案与客户同意或批准的不一致', 'it is not what the customer agreed to, or not what was approved'),
  done: both('此方案已经执行过', 'what was agreed on was carried out before'),
};
