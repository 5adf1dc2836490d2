import type { StageLabels } from '../../labels/stage-labels';
import { both } from '../../text';
import type { guarantee } from './definition';

export const guaranteeLabels: StageLabels<typeof guarantee> = {
  sentences: {
    GuaranteeApplied: (e) =>
      both(
        `适用服务保证：${e.innerText('title', 'zh') || e.text('grants')}。`,
        `A guarantee covers it: ${e.innerText('title', 'en') || e.text('grants')}.`,
      ),
    GuaranteeUnfit: () =>
      both('服务保证无法按规定执行，改由人工提出方案。', 'The guarantee can’t be executed as written; people propose.'),
  },
  actions: {},
};
