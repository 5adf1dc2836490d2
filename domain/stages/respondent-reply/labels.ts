import type { StageLabels } from '../../labels/stage-labels';
import { both } from '../../values/text';
import type { respondentReply } from './definition';

export const respondentReplyLabels: StageLabels<typeof respondentReply> = {
  sentences: {
    RespondentReplied: (e) =>
      e.is('late')
        ? both('被投诉方逾期作出书面答复。', 'The respondent replied in writing, late.')
        : both('被投诉方作出书面答复。', 'The respondent replied in writing.'),
    RespondentSilent: () => both('被投诉方逾期未答复。', 'The respondent did not reply in time.'),
    ReplyNotAsked: () =>
      both('通知未送达，未计答复期限。', 'The notice was not delivered. The time limit for a reply did not start.'),
  },
  actions: {
    recordReply: {
      fields: {
        grounds: { title: both('争议事由', 'Grounds') },
        investigation: { title: both('调查核实情况', 'Investigation') },
        facts: { title: both('事实', 'Facts') },
        view: { title: both('处理意见', 'View') },
        receivedAt: { title: both('收到时间', 'Received at') },
      },
      example: { grounds: '团款退还争议', investigation: '已核对合同、付款记录并询问导游' },
    },
    recordSilence: {
      fields: {
        comment: { title: both('说明', 'Comment') },
      },
      example: { comment: '期限届满未收到答复' },
    },
  },
};
