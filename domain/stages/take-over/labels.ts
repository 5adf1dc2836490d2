import type { StageLabels } from '../../labels/stage-labels';
import { both } from '../../values/text';
import type { takeOver } from './definition';

export const takeOverLabels: StageLabels<typeof takeOver> = {
  sentences: {
    CaseTakenOver: (e) => both(`升级，由${e.who.zh}接办。`, `Escalated: ${e.who.en} took over the case.`),
  },
  actions: {},
};
