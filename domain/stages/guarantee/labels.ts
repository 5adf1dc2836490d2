import type { StageLabels } from '../../labels/stage-labels';
import { both } from '../../values/text';
import type { guarantee } from './definition';

export const guaranteeLabels: StageLabels<typeof guarantee> = {
  sentences: {
    GuaranteeApplied: (e) =>
      both(
        `适用服务保证：${e.innerText('title', 'zh') || e.text('grants')}。`,
        `Service guarantee applied: ${e.innerText('title', 'en') || e.text('grants')}.`,
      ),
    GuaranteeUnfit: () =>
      both(
        '服务保证无法按规定执行，改由人工提出方案。',
        'The guarantee cannot be carried out as written. A proposal is needed.',
      ),
  },
  actions: {},
};
