import type { StageLabels } from '../../labels/stage-labels';
import type { firstResponsible } from './definition';

export const firstResponsibleLabels: StageLabels<typeof firstResponsible> = {
  sentences: {},
  actions: {},
};
