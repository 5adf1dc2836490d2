import { z } from 'zod';
import type { KeysTaken } from './keys-taken';
import { isTaken } from './keys-taken';

/**
 * With what a file's workflow is started that had ended before its time: who did so and how the run before had ended.
 * Words of fixed forms alone, for they become an event; what the file knew is never in it.
 */
export function revivedSchema() {
  return z.strictObject({
    /** The account of the system under which the command was run. */
    by: z.string().regex(/^cli:[\w.@-]{1,60}$/),
    /** `TERMINATED`, `FAILED` …; absent where the engine knew of no run any more. */
    status: z
      .string()
      .regex(/^[A-Z_]{1,40}$/)
      .optional(),
    /** Kind of the failure: `RangeError`. */
    failure: z
      .string()
      .regex(/^\w{1,60}$/)
      .optional(),
  });
}
export type Revived = z.output<ReturnType<typeof revivedSchema>>;

/** Whether a file has taken a message with this key. */
export function knowsKey({ keys }: { keys: KeysTaken }, key: string): boolean {
  return isTaken(keys, key);
}
