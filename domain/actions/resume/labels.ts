import type { AnytimeLabels } from '../../labels/action-labels';
import { both } from '../../values/text';
import type { resume } from './definition';

export const resumeLabels: AnytimeLabels<typeof resume> = {
  sentences: {},
  fields: {
    reason: { title: both('原因', 'Reason') },
  },
  example: { reason: '客户已寄回发票' },
};
