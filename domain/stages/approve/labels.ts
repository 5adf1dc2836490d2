import type { StageLabels } from '../../labels/stage-labels';
import { both } from '../../values/text';
import type { approve } from './definition';

export const approveLabels: StageLabels<typeof approve> = {
  sentences: {
    ProposalApproved: (e) => {
      const { options, round, costFen } = e.inner('approved');
      if (options === 0)
        return both(`${e.who.zh}批准不予支持诉求。`, `${e.who.en} approved the refusal of the demand.`);
      if (typeof costFen !== 'number') return both(`${e.who.zh}批准了方案。`, `${e.who.en} approved the proposal.`);
      const cost = e.words.money(costFen);
      return both(
        `${e.who.zh}批准了第 ${String(round)} 轮的方案（${String(options)} 个，最高成本 ${cost.zh}）。`,
        `${e.who.en} approved the proposal of round ${String(round)} (${String(options)} option${options === 1 ? '' : 's'}, up to ${cost.en}).`,
      );
    },
    ProposalRejected: (e) => both(`${e.who.zh}退回了方案。`, `${e.who.en} sent the proposal back.`),
  },
  actions: {
    approve: {
      fields: { comment: { title: both('意见', 'Comment') } },
      example: { comment: '同意' },
    },
    reject: {
      fields: {
        reason: {
          title: both('退回原因', 'Reason'),
          help: both('提出方案的人据此修改。', 'The person who made the proposal revises it accordingly.'),
        },
      },
      asks: ['reason'],
      example: { reason: '请附检测报告' },
    },
  },
};
