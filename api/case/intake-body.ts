import { z } from 'zod';
import { normaliseComplaintNumber } from '../../domain/values/complaint-number';
import { plainSchema } from '../../domain/actions/data-kinds';
import { intakeSchema } from '../../domain/case/intake';
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
      .meta({ description: 'Id of the policy. Default: the configured policy.' }),
    place: z.string().min(1).max(60).optional().meta({
      description:
        'Id of the place (store, branch) of the case. Default: your own place of the required kind, if you hold a post at exactly one.',
    }),
    follows: complaintNumber
      .optional()
      .meta({ description: 'Number of an earlier, closed complaint about the same matter.' }),
  })
  .meta({ id: 'Intake' });

/** The same, parsed; its texts are plain still. */
export type PlainIntake = z.output<typeof intakeBodySchema>;
