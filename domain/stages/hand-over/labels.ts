import type { StageLabels } from '../../labels/stage-labels';
import { both } from '../../values/text';
import type { handOver } from './definition';

export const handOverLabels: StageLabels<typeof handOver> = {
  sentences: {
    HandedOver: (e) => {
      const role = e.words.role(e.text('to'));
      return both(`案件移交${role.zh}。`, `The case was handed over to the ${role.en}.`);
    },
    TakenOver: (e) => both(`${e.who.zh}接手了案件。`, `${e.who.en} took over the case.`),
  },
  actions: {
    takeOver: {
      fields: {
        comment: { title: both('说明', 'Comment') },
      },
      example: {},
    },
    confirmStaffTold: {
      fields: {
        comment: { title: both('说明', 'Comment') },
      },
      example: { comment: '已电话告知' },
    },
  },
};
