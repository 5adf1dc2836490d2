import type { StageLabels } from '../../labels/stage-labels';
import { both } from '../../values/text';
import type { agreeTime } from './definition';

export const agreeTimeLabels: StageLabels<typeof agreeTime> = {
  sentences: {},
  actions: {
    agreeTime: {
      fields: {
        at: { title: both('约定时间', 'Agreed time') },
        what: { title: both('答复内容', 'What was agreed') },
      },
      example: { at: '2026-09-30T17:00:00+08:00', what: '电话告知检测结果' },
    },
  },
};
