import type { StageLabels } from '../../labels/stage-labels';
import { both } from '../../values/text';
import type { improve } from './definition';

export const improveLabels: StageLabels<typeof improve> = {
  sentences: {
    ImprovementPlanned: (e) => {
      const owner = e.words.person(e.text('owner'));
      if (e.is('ofSupplier'))
        return both(
          `${e.who.zh}责令供应商改善，跟进人 ${owner}。`,
          `${e.who.en} called on the supplier to improve. Followed up by ${owner}.`,
        );
      return both(
        `${e.who.zh}提出改善措施，责任人 ${owner}。`,
        `${e.who.en} planned an improvement measure. Owner: ${owner}.`,
      );
    },
  },
  actions: {
    planImprovement: {
      fields: {
        measures: { title: both('改善措施', 'Measures') },
      },
      example: { measures: [{ what: '装配线增加密封圈检测', owner: 'wei', dueAt: '2026-10-31T18:00:00+08:00' }] },
    },
  },
};
