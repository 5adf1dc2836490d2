import type { StageLabels } from '../../labels/stage-labels';
import { endWords } from '../../labels/fixed-words';
import { both } from '../../values/text';
import type { archive } from './definition';

export const archiveLabels: StageLabels<typeof archive> = {
  sentences: {
    CaseResolved: (e) =>
      both(`投诉已答复：${endWords(e.text('end')).zh}。`, `Complaint answered: ${endWords(e.text('end')).en}.`),
    CaseClosed: () => both('投诉已关闭。', 'Complaint closed.'),
  },
  actions: {},
};
