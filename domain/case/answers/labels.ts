import type { SentencesOf } from '../../labels/sentences-of';
import { both } from '../../text';
import type { ANSWER_EVENTS } from './events';

export const ANSWER_SENTENCES: SentencesOf<typeof ANSWER_EVENTS> = {
  DecisionMade: (e) => {
    const rules = e.list('rules').map(String).join('、');
    return e.is('byHand')
      ? both(`人工判定了决策表「${e.text('table')}」。`, `The table "${e.text('table')}" was decided by hand.`)
      : both(
          `按决策表「${e.text('table')}」判定${rules === '' ? '' : `，规则 ${rules}`}。`,
          `The table "${e.text('table')}" decided${rules === '' ? '' : `, by rule ${rules.replaceAll('、', ', ')}`}.`,
        );
  },
  DecisionFailed: (e) =>
    both(
      `决策表「${e.text('table')}」无法给出结果，转人工。`,
      `The table "${e.text('table')}" gave no answer; a person decides.`,
    ),
  ConditionsTested: () => both('核对了条件。', 'Conditions were tested.'),
  ConditionUnclear: () =>
    both('有条件无法判断，按成立处理。', 'A condition could not be answered and was taken to hold.'),
  Answered: () => both('系统得出了一个结果。', 'The system worked something out.'),
  QuestionFailed: (e) =>
    both(
      `系统未能得出「${e.text('question')}」，改由人员处理。`,
      `The system found no answer to "${e.text('question')}"; people go on without it.`,
    ),
};
