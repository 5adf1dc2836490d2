import type { StageLabels } from '../../labels/stage-labels';
import { both } from '../../values/text';
import type { approachOthers } from './definition';

export const approachOthersLabels: StageLabels<typeof approachOthers> = {
  sentences: {
    OthersApproached: (e) =>
      both(
        `${e.who.zh}主动联系了 ${e.number('approached')}/${e.number('affected')} 名可能受影响的客户。`,
        `${e.who.en} contacted ${e.number('approached')} of ${e.number('affected')} customers who may be affected.`,
      ),
  },
  actions: {
    recordOutreach: {
      fields: {
        affected: { title: both('受影响客户数', 'Customers affected') },
        approached: { title: both('已联系客户数', 'Customers contacted') },
        by: { title: both('联系方式', 'Means of contact') },
        reason: { title: both('未联系的原因', 'Why not all were contacted') },
      },
      example: { affected: 120, approached: 118, by: 'phone', reason: '两户空号' },
    },
  },
};
