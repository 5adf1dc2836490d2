import { z } from 'zod';
import { bilingualSchema } from '../../domain/policy/step';

/** Who and what a change of an account would touch. */
export const effectsSchema = z
  .object({
    assigned: z.int().meta({ description: 'Open tasks given to this person by name.' }),
    open: z.int().meta({ description: 'Open tasks given to nobody yet that this person may take.' }),
    tasks: z
      .array(z.object({ no: z.string(), title: bilingualSchema, dueAt: z.iso.datetime().optional() }))
      .meta({ description: 'The first 20 of those by name, the earliest due first. Numbers and steps alone.' }),
    onlyHolderOf: z
      .array(z.object({ id: z.string(), title: bilingualSchema }))
      .meta({ description: 'Roles that nobody else holds.' }),
    substituteOf: z
      .array(z.object({ id: z.string(), name: z.string(), from: z.string(), to: z.string() }))
      .meta({ description: 'Absences, present or to come, for which this person is the substitute.' }),
    sessions: z.int().meta({ description: 'Where this person is signed in.' }),
  })
  .meta({ id: 'AccountEffects' });
export type Effects = z.output<typeof effectsSchema>;
