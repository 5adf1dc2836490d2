import type { StageLabels } from '../../labels/stage-labels';
import { both } from '../../values/text';
import type { solveAtOnce } from './definition';

export const solveAtOnceLabels: StageLabels<typeof solveAtOnce> = {
  sentences: {
    SolvedAtFirstContact: (e) =>
      both(`${e.who.zh}当场解决了投诉。`, `${e.who.en} resolved the complaint at first contact.`),
    SolutionBeyondAuthority: (e) => {
      const cost = e.words.money(e.number('costFen'));
      return both(
        `当场解决的费用 ${cost.zh} 超出${e.who.zh}的权限，转入正常流程。`,
        `The cost (${cost.en}) exceeds the authority of ${e.who.en}. The case enters the normal procedure.`,
      );
    },
    HandedOn: (e) => both(`${e.who.zh}转交处理。`, `${e.who.en} passed the case on.`),
  },
  actions: {
    solveAtOnce: {
      fields: {
        agreed: { title: both('客户同意', 'Customer agrees') },
        remedies: { title: both('补救', 'Remedies') },
        result: { title: both('处理结果', 'Result') },
        again: {
          title: both('再次给予', 'Repeated remedy'),
          help: both('此前已给予过同样的补救时填写。', 'Required if the same remedy was given before.'),
        },
      },
      example: {
        agreed: true,
        remedies: [{ kind: 'refund', params: { to: 'originalPayment', amountFen: 1_000 } }],
        result: '重复扣费已当场退还',
      },
    },
    handOn: {
      fields: {
        reason: { title: both('原因', 'Reason') },
      },
      example: { reason: '须由网络部门检测' },
    },
  },
};
