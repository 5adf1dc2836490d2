import type { StageLabels } from '../../labels/stage-labels';
import type { notify } from './definition';

export const notifyLabels: StageLabels<typeof notify> = {
  sentences: {},
  actions: {},
};
