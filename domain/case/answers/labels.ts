import type { SentencesOf } from '../../labels/sentences-of';
import { both } from '../../values/text';
import type { ANSWER_EVENTS } from './events';

export const ANSWER_SENTENCES: SentencesOf<typeof ANSWER_EVENTS> = {
  DecisionMade: (e) => {
    const rules = e.list('rules').map(String).join('、');
    return e.is('byHand')
      ? both(`人工判定了决策表「${e.text('table')}」。`, `Decision table "${e.text('table')}" decided by hand.`)
      : both(
          `按决策表「${e.text('table')}」判定${rules === '' ? '' : `，规则 ${rules}`}。`,
          `Decided by table "${e.text('table')}"${rules === '' ? '' : `, rule ${rules.replaceAll('、', ', ')}`}.`,
        );
  },
  DecisionFailed: (e) =>
    both(
      `决策表「${e.text('table')}」无法给出结果，转人工。`,
      `Decision table "${e.text('table')}" gave no result. A person decides.`,
    ),
  ConditionsTested: () => both('核对了条件。', 'Conditions checked.'),
  ConditionUnclear: () =>
    both('有条件无法判断，按成立处理。', 'A condition could not be evaluated and is assumed to hold.'),
  Answered: () => both('系统得出了一个结果。', 'The system calculated a result.'),
  QuestionFailed: (e) =>
    both(
      `系统未能得出「${e.text('question')}」，改由人员处理。`,
      `The system found no answer to "${e.text('question')}". Staff continue without it.`,
    ),
};
