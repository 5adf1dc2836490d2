import { event } from '../../event';
import type { Facts } from '../known-facts';
import type { CaseState } from '../state';

/** Of a step, under the name by which it asked: there, it is never asked again. */
interface Answer {
  key: string;
  answer: unknown;
}

interface Decided extends Answer {
  table: string;
  /** Ids of the rules that hit. */
  rules?: string[];
  facts?: Facts;
  /** Of the table as it was evaluated. */
  tableHash?: string;
  byHand?: boolean;
}

/** What tables and pure answers said to what the case asked. */
export const ANSWER_EVENTS = {
  DecisionMade: event<Decided>({
    ...{ audience: 'staff', why: 'decision' },
    apply: (state, { key, answer, rules }) => ({
      answers: { ...state.answers, [key]: answer, ...(rules === undefined ? {} : { [`${key}/rules`]: rules }) },
    }),
  }),
  DecisionFailed: event<{ table: string; reason: string; facts: Facts; outputs: unknown[] }>({
    ...{ audience: 'staff', why: 'failedDecision' },
  }),
  ConditionsTested: event<Answer>({ audience: 'staff', minor: true, why: 'follows', apply: withAnswer }),
  ConditionUnclear: event<{ problems: string[] }>({ audience: 'staff', why: 'unclear' }),
  /** `question`: the activity that was asked; absent where the case keeps a value of its own. */
  Answered: event<Answer & { question?: string }>({
    ...{ audience: 'staff', minor: true, why: 'follows' },
    apply: withAnswer,
  }),
  /** No answer came: the case goes on without it. */
  QuestionFailed: event<{ question: string; reason: string }>({ audience: 'staff', why: 'follows' }),
};

function withAnswer(state: CaseState, { key, answer }: Answer): Partial<CaseState> {
  return { answers: { ...state.answers, [key]: answer } };
}
