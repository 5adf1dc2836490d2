import type { AnytimeLabels } from '../../labels/action-labels';
import { both } from '../../values/text';
import type { declareMajor } from './definition';

export const declareMajorLabels: AnytimeLabels<typeof declareMajor> = {
  sentences: {
    DeclaredMajor: (e) => both(`${e.who.zh}认定为重大投诉。`, `${e.who.en} declared the complaint major.`),
  },
  fields: {
    reason: { title: both('认定理由', 'Reason') },
  },
  example: { reason: '多名客户反映同一批次' },
};
