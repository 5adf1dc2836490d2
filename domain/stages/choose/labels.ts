import type { StageLabels } from '../../labels/stage-labels';
import { both } from '../../values/text';
import type { choose } from './definition';

export const chooseLabels: StageLabels<typeof choose> = {
  sentences: {
    WayChosen: (e) =>
      both(
        `${e.who.zh}决定：${e.innerText('title', 'zh') || e.text('way')}。`,
        `${e.who.en} decided: ${e.innerText('title', 'en') || e.text('way')}.`,
      ),
  },
  actions: {
    chooseWay: {
      fields: {
        way: { title: both('决定', 'Decision') },
        reason: { title: both('理由', 'Reason') },
      },
      example: { way: 'again', reason: '客户提出了新的证据' },
    },
  },
};
