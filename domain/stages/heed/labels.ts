import type { StageLabels } from '../../labels/stage-labels';
import { both } from '../../values/text';
import type { heed } from './definition';

export const heedLabels: StageLabels<typeof heed> = {
  sentences: {
    MessageHeeded: (e) => both(`${e.who.zh}处理了客户补充反馈。`, `${e.who.en} handled the customer’s message.`),
  },
  actions: {
    heedMessage: {
      fields: {
        comment: { title: both('处理情况', 'What was done') },
      },
      example: { comment: '已电话回复' },
    },
  },
};
