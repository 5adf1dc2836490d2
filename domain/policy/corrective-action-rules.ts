import { z } from 'zod';
import { rungSchema, timeLimitSchema } from './step';

/** By when, and what happens if not. */
const dueRules = { within: timeLimitSchema.optional(), overdue: z.array(rungSchema).default([]) };

/** What a policy says of corrective and preventive actions: whose they are to see to, and how long each part may take. */
export const correctiveActionRulesSchema = z.strictObject({
  /** Role that opens them, names their owner, grants more time and gives them up. */
  overseer: z.string().min(1),
  /** Role that verifies their completion and says whether they work; never the owner. */
  verifier: z.string().min(1),
  /** For carrying out, where the measure has no due time of its own and whenever it has to be done again. */
  ...dueRules,
  verify: z.strictObject(dueRules).prefault({}),
  /** How long complaints are watched from the verification on, before anybody says whether it works; at least a day. */
  watch: timeLimitSchema,
  assess: z.strictObject(dueRules).prefault({}),
  /** To the owner. */
  template: z.string().default('correctiveAction'),
});
export type CorrectiveActionRules = z.output<typeof correctiveActionRulesSchema>;
