import type { StageLabels } from '../../labels/stage-labels';
import type { conclude } from './definition';

export const concludeLabels: StageLabels<typeof conclude> = {
  sentences: {},
  actions: {},
};
