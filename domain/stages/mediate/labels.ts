import type { StageLabels } from '../../labels/stage-labels';
import { both } from '../../values/text';
import type { mediate } from './definition';

export const mediateLabels: StageLabels<typeof mediate> = {
  sentences: {
    SettlementReached: (e) =>
      both(`${e.who.zh}登记双方达成调解协议。`, `${e.who.en} recorded the settlement between both sides.`),
    MediationEnded: () => both('调解不成，终止调解。', 'The mediation ended without a settlement.'),
  },
  actions: {
    recordSettlement: {
      fields: {
        terms: { title: both('协议内容', 'Terms') },
        amountFen: { title: both('金额（分）', 'Amount (fen)') },
        complainantSigned: { title: both('投诉方已签字', 'Complainant signed') },
        respondentSigned: { title: both('被投诉方已签字', 'Respondent signed') },
      },
      example: {
        terms: '旅行社退还团款并书面致歉',
        amountFen: 120_000,
        complainantSigned: true,
        respondentSigned: true,
      },
    },
    endMediation: {
      fields: {
        reason: { title: both('原因', 'Reason') },
      },
      example: { reason: '双方对赔偿数额分歧较大' },
    },
  },
};
