import { z } from 'zod';
import { refuse } from '../refusal';
import { both } from '../text';
import { defineAnytimeAction } from './anytime';

/** An answered case is taken up again within the policy's window, with a reason. */
export const reopen = defineAnytimeAction({
  name: 'reopen',
  who: 'part',
  title: both('重新受理', 'Reopen'),
  help: both('客户在期限内提出异议时重新受理。', 'Take an answered case up again within its window.'),
  data: (text) =>
    z.strictObject({
      reason: text,
      /** Judged anew although it was founded: the reason throws doubt on that. Unfounded, it always is. */
      judgeAnew: z.boolean().optional(),
    }),
  isOffered: ({ status }) => status === 'resolved',
  refuse: ({ state, policy }) => {
    if (state.status !== 'resolved')
      return refuse(
        'NotOpenForReopening',
        409,
        both('只有已答复而未关闭的投诉可以重新受理。', 'Only an answered case that is not closed yet can be reopened.'),
        both('已关闭的请登记新投诉。', 'If it is closed, register a new complaint.'),
      );
    return state.round > policy.reopening.atMost
      ? refuse(
          'NotOpenForReopening',
          409,
          both('已达重新受理次数上限。', 'It has been taken up as often as the policy allows.'),
        )
      : undefined;
  },
  apply: ({ message }) => [{ type: 'CaseReopened', data: message.data }],
});
