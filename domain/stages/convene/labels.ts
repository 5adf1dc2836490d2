import type { StageLabels } from '../../labels/stage-labels';
import { both } from '../../values/text';
import type { convene } from './definition';

export const conveneLabels: StageLabels<typeof convene> = {
  sentences: {
    MeetingCalled: () => both('召集会议。', 'Meeting called.'),
    MeetingHeld: (e) => {
      const number = e.list('attendees').length;
      return both(
        `${e.who.zh}记录了会议，${number} 人参加。`,
        `${e.who.en} recorded the meeting (${number} participants).`,
      );
    },
  },
  actions: {
    recordMeeting: {
      fields: {
        attendees: { title: both('参会人', 'Attendees') },
        customerPresent: { title: both('客户到场', 'Customer present') },
        plan: { title: both('处理方案', 'Plan') },
        minutes: { title: both('会议纪要', 'Minutes') },
      },
      example: {
        attendees: [
          { person: 'zong', role: 'generalManager' },
          { person: 'mei', role: 'customerRelationsManager' },
        ],
        plan: '先提供代步车，两日内出检测结论',
      },
    },
  },
};
