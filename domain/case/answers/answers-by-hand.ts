import { z } from 'zod';
import type { AskedByHand } from '../parts';
import type { DataSchema } from '../../actions/data-kinds';
import { daySchema, instantSchema } from '../../time/instant';
import type { Bilingual } from '../../values/text';
import { both } from '../../values/text';
import type { PureAnswers } from '../../activity-contract';

/** A question that a person answers where no program could: what they fill in, and the answer that it makes. */
interface ByHand<K extends keyof PureAnswers> {
  title: Bilingual;
  data: DataSchema;
  answer: (filledIn: Record<string, unknown>) => Awaited<ReturnType<PureAnswers[K]>>;
}

/** Questions of steps that are no table's. */
const BY_HAND: { readonly [K in AskedByHand]: ByHand<K> } = {
  planTime: {
    title: both('人工确定时间', 'Set a time by hand'),
    data: () => z.strictObject({ at: instantSchema() }),
    answer: ({ at }) => ({ at: at as string, explanation: { byHand: true } }),
  },
  dayOf: {
    title: both('人工确定日期', 'Set a day by hand'),
    data: () => z.strictObject({ day: daySchema() }),
    answer: ({ day }) => day as string,
  },
  whoHeld: {
    title: both('人工确认当时的任职人员', 'Name by hand who held the post then'),
    data: (_, { person }) => z.strictObject({ persons: z.array(person).max(20) }),
    answer: ({ persons }) => ({ persons: persons as string[], wasAway: false }),
  },
};

/** How a person answers this question; undefined where it is no question for a person. */
export function byHandOf<K extends keyof PureAnswers>(question: K): ByHand<K> | undefined {
  return (BY_HAND as Partial<Record<keyof PureAnswers, unknown>>)[question] as ByHand<K> | undefined;
}
