import type { StageLabels } from '../../labels/stage-labels';
import { both } from '../../values/text';
import type { progress } from './definition';

export const progressLabels: StageLabels<typeof progress> = {
  sentences: {
    ProgressTold: (e) => both(`${e.who.zh}向客户告知了进展。`, `${e.who.en} gave the customer a progress update.`),
    ProgressMissed: () => both('到时未能向客户告知进展。', 'The customer received no progress update on time.'),
    ProgressReported: (e) => {
      const roles = e.list('to').map((role) => e.words.role(String(role)));
      const zh = roles.map((role) => role.zh).join('、');
      const en = roles.map((role) => role.en).join(', ');
      return both(`${e.who.zh}定期报告：${zh}。`, `${e.who.en} reported on the case: ${en}.`);
    },
  },
  actions: {
    tellProgress: {
      fields: {
        byMail: { title: both('由系统发邮件', 'Send by email') },
        news: { title: both('进展', 'News'), help: both('客户读到的内容。', 'The customer will read this text.') },
      },
      example: { byMail: false, news: '检测已完成，正在核对报告' },
    },
  },
};
