import type { StageLabels } from '../../labels/stage-labels';
import { both } from '../../text';
import type { approve } from './definition';

export const approveLabels: StageLabels<typeof approve> = {
  sentences: {
    ProposalApproved: ({ who, words, data: { approved } }) => {
      if (approved === undefined) return both(`${who.zh}批准了方案。`, `${who.en} approved the proposal.`);
      const { options, round, costFen } = approved;
      if (options === 0) return both(`${who.zh}批准不予支持诉求。`, `${who.en} approved declining the demand.`);
      const cost = words.money(costFen);
      return both(
        `${who.zh}批准了第 ${round} 轮的方案（${options} 个，最高成本 ${cost.zh}）。`,
        `${who.en} approved the proposal of round ${round}: ${options} options, at most ${cost.en}.`,
      );
    },
    ProposalRejected: ({ who }) => both(`${who.zh}退回了方案。`, `${who.en} sent the proposal back.`),
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
          help: both('提出方案的人据此修改。', 'Whoever proposed it revises it by this.'),
        },
      },
      example: { reason: '请附检测报告' },
    },
  },
};
