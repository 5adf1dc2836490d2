import { z } from 'zod';
import { normaliseComplaintNumber } from '../../domain/complaint-number';
import { plainSchema } from '../../domain/data-kinds';
import { intakeSchema } from '../../domain/intake';
import { plainText } from '../text-schema';

/** The number of another complaint within a body, as written or as somebody typed it. */
const complaintNumber = z
  .string()
  .refine((text) => normaliseComplaintNumber(text) !== undefined, 'a complaint number')
  .transform((text) => normaliseComplaintNumber(text) ?? text);

const plainIntake = plainSchema(intakeSchema, plainText) as ReturnType<typeof intakeSchema>;

/** What is sent to register a complaint. */
export const intakeBodySchema = plainIntake
  .extend({
    policy: z
      .string()
      .min(1)
      .max(100)
      .optional()
      .meta({ description: 'Id of the policy; by default the one that is configured.' }),
    place: z.string().min(1).max(60).optional().meta({
      description:
        'Id of the place (store, branch) that the case belongs to. Left out, it is the one place of the kind that the policy asks for at which one holds a post.',
    }),
    follows: complaintNumber
      .optional()
      .meta({ description: 'An earlier complaint about the same matter, as after it was closed.' }),
  })
  .meta({ id: 'Intake' });

/** The same, parsed; its texts are plain still. */
export type PlainIntake = z.output<typeof intakeBodySchema>;
