import type { StageLabels } from '../../labels/stage-labels';
import { both } from '../../values/text';
import type { investigate } from './definition';

export const investigateLabels: StageLabels<typeof investigate> = {
  sentences: {
    FindingsSubmitted: (e) => both(`${e.who.zh}提交了调查结果。`, `${e.who.en} submitted the findings.`),
  },
  actions: {
    submitFindings: {
      fields: {
        cause: { title: both('原因', 'Cause') },
        causeCode: { title: both('原因代码', 'Cause code'), help: both('用于统计。', 'Used in reports.') },
        persons: { title: both('责任人', 'Persons responsible') },
        department: { title: both('责任部门', 'Department responsible') },
        supplier: { title: both('供应商', 'Supplier') },
        lossFen: { title: both('损失（分）', 'Loss (fen)') },
      },
      example: { cause: '装配时密封圈漏装', causeCode: 'assembly', persons: ['jun'], lossFen: 39_900 },
    },
  },
};
