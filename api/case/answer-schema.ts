import { z } from 'zod';
import type { ActionAnswer } from '../../domain/file/action-answer';
import { bilingualSchema } from '../../domain/policy/step';

/** An offer as its answer names it. */
export const offerSchema = z
  .object({ option: z.int(), round: z.int() })
  .meta({ description: 'The offer that this task is about. The answer must name the same option and round.' });

/** A wait for a person, as the API shows it. */
export const openTaskSchema = z
  .object({
    id: z.string().meta({ description: '`line/step/visit/name`.' }),
    title: bilingualSchema,
    actions: z.array(z.string()).meta({ description: 'Actions that complete the task.' }),
    role: z.string().meta({ description: 'Role responsible for the task.' }),
    department: z.string().optional(),
    assignee: z.string().optional(),
    dueAt: z.iso.datetime().optional(),
    offer: offerSchema.optional(),
  })
  .meta({ id: 'OpenTask' });

/** A case as it stands once an action has settled: every line waits for a person, a time or an effect. */
export const answerSchema = z
  .object({
    no: z.string(),
    seq: z.int().meta({ description: 'Number of the event that recorded the request.' }),
    upTo: z.int().meta({ description: 'Number of the latest event reflected in the answer.' }),
    status: z.enum(['new', 'open', 'resolved', 'closed']),
    end: z.string().optional(),
    steps: z.record(z.string(), z.string()).meta({ description: 'Current step of each line.' }),
    tasks: z.array(openTaskSchema).meta({ description: 'Open tasks; at most the fifty that are due first.' }),
    underWay: z.array(z.string()).meta({ description: 'External operations in progress.' }),
  })
  .meta({ id: 'Settled' }) satisfies z.ZodType<ActionAnswer>;

/** What is answered when the caller didn't want to wait. */
export const acceptedSchema = z.object({ no: z.string(), idempotencyKey: z.string() }).meta({ id: 'Accepted' });
