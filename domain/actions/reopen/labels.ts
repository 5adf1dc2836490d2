import type { AnytimeLabels } from '../../labels/action-labels';
import { both } from '../../values/text';
import type { reopen } from './definition';

export const reopenLabels: AnytimeLabels<typeof reopen> = {
  sentences: {
    CaseReopened: (e) =>
      e.isByCustomer
        ? both(
            '客户在网页上提出异议，投诉重新受理。',
            'The customer objected on the customer page; the complaint was reopened.',
          )
        : both(`${e.who.zh}重新受理了投诉。`, `${e.who.en} reopened the complaint.`),
  },
  fields: {
    reason: { title: both('理由', 'Reason') },
    judgeAnew: {
      title: both('重新判断是否成立', 'Judge the complaint again'),
      help: both('原判不成立的，一律重新判断。', 'A complaint found to be unfounded is always judged again.'),
    },
  },
  example: { reason: '客户反映同一问题再次出现' },
};
