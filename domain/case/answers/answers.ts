import { z } from 'zod';
import { bytesOf } from '../../values/byte-size';
import { daySchema } from '../../time/instant';
import type { PureAnswers } from '../../activity-contract';

/** An instant as it is kept, one that exists. The years are bounded as those of what people send (`domain/time/instant.ts`). */
const instant = z
  .string()
  .regex(/^(19|20|21)\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
  .refine((at) => !Number.isNaN(Date.parse(at)));
const day = daySchema();
const record = z.record(z.string(), z.unknown());
const names = z.array(z.string());

const found = { role: z.string().min(1), vacant: names };

/**
 * What each pure question may be answered. A case takes nothing else, for an answer stands in its history for good, and
 * whatever it makes of rubbish it makes again at every replay. Only what a case itself goes by is asked of the shape.
 */
const ANSWERS: { readonly [K in keyof PureAnswers]: z.ZodType } = {
  decide: z.discriminatedUnion('ok', [
    z.looseObject({ ok: z.literal(true), answer: z.union([record, z.array(record)]), rules: names }),
    z.looseObject({ ok: z.literal(false), reason: z.string(), outputs: names }),
  ]),
  testConditions: z.looseObject({ answers: z.record(z.string(), z.boolean()), problems: names }),
  planTask: z.looseObject({
    ...found,
    dueAt: instant.optional(),
    rungs: z.array(z.looseObject({ at: instant, does: z.enum(['remind', 'overdue', 'escalate', 'warn', 'decide']) })),
    substitutes: z.array(z.looseObject({ id: z.string(), for: z.string() })).optional(),
  }),
  planTime: z.looseObject({ at: instant }),
  dayOf: day,
  planClock: z.looseObject({ dueAt: instant, warnings: z.array(z.looseObject({ at: instant, to: z.string() })) }),
  findRole: z.looseObject(found),
  whoHeld: z.looseObject({ persons: names, wasAway: z.boolean() }),
  priceOptions: z.discriminatedUnion('ok', [
    z.looseObject({
      ok: z.literal(true),
      options: z.array(z.looseObject({ costFen: z.int(), remedies: z.array(record) })),
      costFen: z.int(),
    }),
    z.looseObject({ ok: z.literal(false), problems: names }),
  ]),
  moveTimes: z.looseObject({ times: z.array(instant), to: instant }),
  readClock: instant,
};

/** The questions by name. */
export const QUESTIONS: readonly string[] = Object.keys(ANSWERS);

/** Many times what any answer takes; more would not fit into the history, nor with others into a batch. */
const MOST_BYTES = 256 * 1024;

/** Whether a case can take this for an answer. Pure. */
export function isAnswer(question: keyof PureAnswers, answer: unknown): boolean {
  return bytesOf(answer) <= MOST_BYTES && ANSWERS[question].safeParse(answer).success;
}
