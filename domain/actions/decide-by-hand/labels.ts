import type { ActionLabels, DataOf } from '../../labels/action-labels';
import { both } from '../../values/text';
import type { decideByHand } from './definition';

export const decideByHandLabels: ActionLabels<DataOf<typeof decideByHand>> = {
  fields: {
    answer: {
      title: both('判定结果', 'Answer'),
      help: both('决策表应给出的各项结果。', 'The outputs that the table should have given.'),
    },
    at: { title: both('时间', 'Time') },
    day: { title: both('日期', 'Day') },
    persons: { title: both('人员', 'Persons') },
  },
  example: { answer: { department: 'quality' } },
};
