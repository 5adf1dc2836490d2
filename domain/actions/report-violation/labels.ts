import type { AnytimeLabels } from '../../labels/action-labels';
import { both } from '../../values/text';
import type { reportViolation } from './definition';

export const reportViolationLabels: AnytimeLabels<typeof reportViolation> = {
  sentences: {
    ViolationReported: (e) => {
      const person = e.words.person(e.text('person'));
      return both(
        `${e.who.zh}登记 ${person} 违规（${e.text('kind')}）。`,
        `${e.who.en} reported a violation (${e.text('kind')}) by ${person}.`,
      );
    },
  },
  fields: {
    kind: { title: both('违规种类', 'Kind'), help: both('办法列明的种类。', 'One of those that the policy names.') },
    person: { title: both('当事人', 'Person') },
    department: { title: both('部门', 'Department') },
    finding: {
      title: both('事实和依据', 'Finding'),
      help: both('写明事实和证据。', 'What happened, and what shows it.'),
    },
  },
  example: { kind: 'falseConfirmation', person: 'jun', finding: '监控显示未核对商品即签字' },
};
