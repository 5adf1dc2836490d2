import type { StageLabels } from '../../labels/stage-labels';
import { both } from '../../values/text';
import type { review } from './definition';

export const reviewLabels: StageLabels<typeof review> = {
  sentences: {
    CaseReviewed: (e) => both(`${e.who.zh}完成了总结。`, `${e.who.en} reviewed the case.`),
  },
  actions: {
    review: {
      fields: {
        causeCode: { title: both('原因代码', 'Cause code'), help: both('用于统计。', 'Used in reports.') },
        lesson: { title: both('经验教训', 'Lesson') },
        preventable: { title: both('可以避免', 'Preventable') },
      },
      example: { causeCode: 'assembly', lesson: '出厂检验应覆盖密封圈', preventable: true },
    },
  },
};
