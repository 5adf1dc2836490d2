import { z } from 'zod';
import { bilingualSchema } from '../policy/step';
import { FIGURE_NAMES } from './figures';
import { DIMENSIONS, MARKS } from './mark';

const roleSchema = z.string().regex(/^[a-z][A-Za-z0-9]{0,59}$/, 'a name: a small letter, then letters or digits');

const sectionSchema = z
  .strictObject({
    title: bilingualSchema,
    /** Numbers, each with that of the period before. */
    figures: z.array(z.enum(FIGURE_NAMES)).min(1).optional(),
    /** One row for each value beside the row for all, the most first. */
    by: z.enum(DIMENSIONS).optional(),
    /** Instead of figures: every mark of these kinds, one by one. */
    list: z.array(z.enum(MARKS)).min(1).optional(),
    /** Only what has one of these values. */
    where: z.partialRecord(z.enum(DIMENSIONS), z.array(z.string().min(1)).min(1)).default({}),
    /** Only of major complaints. */
    major: z.literal(true).optional(),
  })
  .check((ctx) => {
    const { figures, list, by } = ctx.value;
    const wrong = (path: string, message: string) =>
      ctx.issues.push({ code: 'custom', input: ctx.value, path: [path], message });
    if ((figures === undefined) === (list === undefined))
      wrong('figures', 'a section has "figures" or a "list": give exactly one');
    if (list !== undefined && by !== undefined) wrong('by', 'a list cannot be grouped');
  });
export type SectionDefinition = z.output<typeof sectionSchema>;

/** A regular report as a policy declares it. */
export const reportSchema = z.strictObject({
  title: bilingualSchema,
  every: z.enum(['week', 'month']),
  /** Roles that get it by mail and may read it. */
  to: z.array(roleSchema).min(1),
  sections: z.array(sectionSchema).min(1),
});
export type ReportDefinition = z.output<typeof reportSchema>;
