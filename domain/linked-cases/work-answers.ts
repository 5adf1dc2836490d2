import { z } from 'zod';
import type { ProceedingWork } from '../activity-contract';

const count = z.int().nonnegative();
const counted = z.looseObject({ received: z.int(), receivedInAll: z.int() });

type Shapes = { readonly [K in keyof ProceedingWork]: (order: Parameters<ProceedingWork[K]>[0]) => z.ZodType };

/**
 * What each order of a proceeding may be answered. It goes on by nothing else: an answer stands in its history for good,
 * and one that brings it no further would be asked for again at once, without end.
 */
const SHAPES: Shapes = {
  tellMembers: ({ messages }) => z.object(Object.fromEntries(messages.map(({ no }) => [no, z.string().max(200)]))),
  openCases: ({ cases }) => z.array(z.string().refine((no) => cases.includes(no))),
  endLikeness: () => z.unknown(),
  contactCustomers: ({ after }) =>
    z.object({ upTo: z.int().gt(after), told: count, failed: count, optedOut: count, repeated: count }),
  countEffect: () => z.looseObject({ before: counted, after: counted }),
};

/** Whether a proceeding can go by this. Pure. */
export function isDone<K extends keyof ProceedingWork>(
  work: K,
  order: Parameters<ProceedingWork[K]>[0],
  answer: unknown,
): boolean {
  return SHAPES[work](order).safeParse(answer).success;
}
