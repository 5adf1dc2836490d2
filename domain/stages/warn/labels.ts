import type { StageLabels } from '../../labels/stage-labels';
import { both } from '../../text';
import type { warn } from './definition';

export const warnLabels: StageLabels<typeof warn> = {
  sentences: {
    WarningGiven: (e) => {
      const role = e.words.role(e.text('role'));
      return both(`已预警${role.zh}。`, `The ${role.en} was warned.`);
    },
    WarningNotGiven: (e) => {
      const role = e.words.role(e.text('role'));
      return both(`未能预警${role.zh}。`, `The ${role.en} could not be warned.`);
    },
  },
  actions: {},
};
