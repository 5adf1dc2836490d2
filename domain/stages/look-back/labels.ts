import type { StageLabels } from '../../labels/stage-labels';
import { both } from '../../values/text';
import type { lookBack } from './definition';

export const lookBackLabels: StageLabels<typeof lookBack> = {
  sentences: {
    HistoryFound: (e) => {
      const { earlierComplaints = 0, respondentComplaints = 0 } = e.inner('found');
      const [mine, theirs] = [String(earlierComplaints), String(respondentComplaints)];
      return e.is('looked')
        ? both(
            `历史投诉：同一客户 ${mine} 件，同一被投诉方 ${theirs} 件。`,
            `Complaint history: ${mine} by this customer, ${theirs} about the respondent.`,
          )
        : both('未能查询历史投诉。', 'The complaint history could not be checked.');
    },
  },
  actions: {},
};
