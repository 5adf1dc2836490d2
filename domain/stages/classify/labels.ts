import type { StageLabels } from '../../labels/stage-labels';
import { both } from '../../values/text';
import type { classify } from './definition';

export const classifyLabels: StageLabels<typeof classify> = {
  sentences: {
    NatureJudged: (e) => {
      const nature = { valid: '有效投诉', communicative: '沟通性投诉', unfounded: '不成立' }[e.text('nature')] ?? '';
      return both(`${e.who.zh}定性：${nature}。`, `${e.who.en} classified the complaint as ${e.text('nature')}.`);
    },
    TurnedValid: () =>
      both(
        '沟通性投诉处理不当，转为有效投诉。',
        'The communicative complaint was handled badly and now counts as valid.',
      ),
  },
  actions: {
    classifyComplaint: {
      fields: {
        nature: { title: both('性质', 'Nature') },
        ground: { title: both('情形', 'Ground') },
        verification: {
          title: both('主管部门核实情况', 'Verification'),
          help: both('失职须经主管部门核实。', 'Neglect of duty needs verification by the competent authority.'),
        },
        evidence: { title: both('证据', 'Evidence'), help: both('判为不成立时必填。', 'Required if unfounded.') },
        reason: { title: both('理由', 'Reason') },
      },
      rules: [
        { when: { nature: ['valid', 'communicative'] }, needs: ['ground'] },
        { when: { nature: ['unfounded'] }, needs: ['evidence'], excludes: ['ground'] },
        { when: { ground: ['dereliction'] }, needs: ['verification'] },
      ],
      example: { nature: 'valid', ground: 'harm', reason: '停机造成客户损失' },
    },
  },
};
