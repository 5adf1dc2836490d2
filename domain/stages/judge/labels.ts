import type { StageLabels } from '../../labels/stage-labels';
import { both } from '../../values/text';
import type { judge } from './definition';

export const judgeLabels: StageLabels<typeof judge> = {
  sentences: {
    JudgedFounded: (e) =>
      both(
        `${e.who.zh}判定投诉成立，要求${e.is('demandReasonable') ? '合理' : '不合理'}。`,
        `${e.who.en} judged the complaint founded and the demand ${e.is('demandReasonable') ? 'reasonable' : 'unreasonable'}.`,
      ),
    JudgedUnfounded: (e) => both(`${e.who.zh}判定投诉不成立。`, `${e.who.en} judged the complaint unfounded.`),
  },
  actions: {
    judge: {
      fields: {
        founded: {
          title: both('投诉是否成立', 'Founded'),
          help: both('客户的理由是否充分。', 'Whether the customer’s reasons are sufficient.'),
        },
        demandReasonable: {
          title: both('要求是否合理', 'Demand reasonable'),
          help: both('默认合理。', 'Default: yes.'),
        },
        reason: {
          title: both('理由', 'Reason'),
          help: both('判为不成立时写入给客户的答复。', 'If unfounded, this text appears in the reply to the customer.'),
        },
        evidence: {
          title: both('证据', 'Evidence'),
          help: both('判为不成立时必填。', 'Required if unfounded.'),
        },
      },
      example: { founded: true, demandReasonable: true, reason: '照片与购买凭证齐全' },
    },
  },
};
