import type { AnytimeLabels } from '../../labels/action-labels';
import { both } from '../../values/text';
import type { spotCheck } from './definition';

export const spotCheckLabels: AnytimeLabels<typeof spotCheck> = {
  sentences: {
    SpotCheckOrdered: (e) => both(`${e.who.zh}抽中本案回访。`, `${e.who.en} selected the case for a spot check.`),
  },
  fields: {
    reason: { title: both('抽查原因', 'Reason') },
  },
  example: { reason: '月末抽查' },
};
