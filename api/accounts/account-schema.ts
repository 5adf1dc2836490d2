import { z } from 'zod';
import { instantSchema } from '../../domain/time/instant';

const names = z
  .array(z.string().min(1).max(60))
  .max(50)
  .transform((all) => [...new Set(all)]);

/** What an administrator says of somebody. */
const accountSchema = z.strictObject({
  name: z.string().trim().min(1).max(100),
  mail: z.email().max(200),
  phone: z.string().trim().min(3).max(40).nullable().optional().meta({ description: 'null removes the value.' }),
  roles: names.meta({ description: 'Roles of the policies, or `auditor`, `payroll`, `finance`, `administrator`.' }),
  departments: names.default([]),
  places: names
    .default([])
    .meta({ description: 'Places where the roles are held, each including all places below it.' }),
});

/** The same where only what changes is said. */
export const accountChangeSchema = z.strictObject({
  name: accountSchema.shape.name.optional(),
  mail: accountSchema.shape.mail.optional(),
  phone: accountSchema.shape.phone,
  roles: names.optional(),
  departments: names.optional(),
  places: names.optional(),
});

export type AccountChange = z.output<typeof accountChangeSchema>;

/** Somebody new, under an id that is given once and for good. */
export const newAccountSchema = accountSchema.extend({
  id: z.string().regex(/^[a-z0-9][a-z0-9._-]{0,39}$/, 'small letters, digits, dot, underscore and hyphen, 40 at most'),
});
export type NewAccount = z.output<typeof newAccountSchema>;

const instant = instantSchema();

/** When somebody is away, and who stands in. */
export const absenceSchema = z.strictObject({
  from: instant,
  to: instant.meta({ description: 'Exclusive.' }),
  substitute: z.string().min(1).max(100).optional().meta({ description: 'Staff id of the substitute.' }),
});

export type AbsenceInput = z.output<typeof absenceSchema>;

export const absenceStartSchema = z.strictObject({ from: instant });

/** An account as those who keep accounts see it. */
export const shownAccountSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    mail: z.string(),
    phone: z.string().optional(),
    roles: z.array(z.string()),
    departments: z.array(z.string()),
    places: z.array(z.string()).optional(),
    active: z.boolean(),
    absences: z.array(
      z.object({
        ...{ from: z.string(), to: z.string(), substitute: z.string().optional() },
        enteredAt: z
          .string()
          .optional()
          .meta({ description: 'Delays before this time are not excused by the absence.' }),
      }),
    ),
  })
  .meta({ id: 'Account' });
