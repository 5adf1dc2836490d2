import { z } from 'zod';
import { idSchema, rungSchema, tellingSchema, timeLimitSchema } from './step';

/**
 * What a policy says of mass incidents: when like complaints are one, who handles it, who is warned.
 */
export const incidentRulesSchema = z.strictObject({
  /** Role that investigates, proposes, links and contacts. */
  handler: z.string().min(1),
  /** Role that approves the answer for all; whoever proposed it may not. */
  approver: z.string().min(1),
  /** For the findings, counted from the opening. */
  within: timeLimitSchema.optional(),
  overdue: z.array(rungSchema).default([]),
  /** Roles that are warned at once. */
  warn: z.strictObject({ tell: tellingSchema.tell, by: tellingSchema.by }).prefault({}),
  /** To staff who are warned. */
  template: z.string().default('incident'),
  /** To other customers concerned. */
  notice: z.string().default('incidentNotice'),
  /** Complaints are alike when all these facts are the same and known. */
  rules: z
    .array(
      z.strictObject({
        id: idSchema,
        like: z.array(z.string().min(1)).min(1).max(5),
        atLeast: z.int().min(2).max(1_000),
        /** Clock time between the first and the last of them. */
        within: z.string().regex(/^P(?!$)(\d+D)?(T(?=\d)(\d+H)?(\d+M)?)?$/, 'a duration in days, hours and minutes'),
      }),
    )
    .max(10)
    .default([]),
});
export type IncidentRules = z.output<typeof incidentRulesSchema>;
