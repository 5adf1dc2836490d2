import type { StageLabels } from '../../labels/stage-labels';
import { both } from '../../values/text';
import type { firstResponsible } from './definition';

export const firstResponsibleLabels: StageLabels<typeof firstResponsible> = {
  sentences: {
    FirstResponsibleNamed: (e) => {
      const person = e.words.person(e.text('person'));
      return both(`首问责任人：${person}。`, `First responsible person: ${person}.`);
    },
  },
  actions: {},
};
