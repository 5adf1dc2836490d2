import type { StageLabels } from '../../labels/stage-labels';
import { both } from '../../values/text';
import type { warn } from './definition';

export const warnLabels: StageLabels<typeof warn> = {
  sentences: {
    WarningGiven: (e) => {
      const role = e.words.role(e.text('role'));
      return both(`已预警${role.zh}。`, `Warning sent to ${role.en}.`);
    },
    WarningNotGiven: (e) => {
      const role = e.words.role(e.text('role'));
      return both(`未能预警${role.zh}。`, `The warning to ${role.en} could not be sent.`);
    },
  },
  actions: {},
};
