import type { StageLabels } from '../../labels/stage-labels';
import { both } from '../../values/text';
import type { legalMinimum } from './definition';

export const legalMinimumLabels: StageLabels<typeof legalMinimum> = {
  sentences: {
    LegalMinimumKept: () => both('方案不低于法定最低标准。', 'The offer meets the legal minimum.'),
    BelowLegalMinimum: (e) => {
      const offered = e.words.money(e.number('offeredFen'));
      const least = e.words.money(e.number('minimumFen'));
      const laws = e.list('laws').map((one) => (one as { law?: string }).law ?? '');
      return both(
        `警示：方案 ${offered.zh} 低于法定最低标准 ${least.zh}（${laws.join('、')}），须法务审核。`,
        `Warning: the offer of ${offered.en} is below the legal minimum of ${least.en} (${laws.join(', ')}). Legal review is required.`,
      );
    },
  },
  actions: {},
};
