import { z } from 'zod';
import { forecast as forecastOf } from '../../domain/case/forecast';
import type { Forecast } from '../../domain/case/forecast';
import { both } from '../../domain/values/text';
import { bilingualSchema } from '../../domain/policy/step';
import { numberOf, numberPath } from '../case/number';
import { forReader } from '../case/penalties';
import { readCase } from '../case/read-case';
import { wordsFor } from '../case/words-for';
import { defineOperation } from '../operation';
import { forecastSentence } from '../forecast-sentence';

const itemSchema = z
  .object({
    at: z.iso.datetime(),
    what: z.enum(['remind', 'overdue', 'escalate', 'warn', 'decide', 'fact', 'timer', 'clock', 'resume']),
    task: z.string().optional(),
    to: z.string().optional().meta({ description: 'Role that receives the task.' }),
    action: z.string().optional().meta({ description: 'Action taken by default.' }),
    timer: z.string().optional(),
    fact: z
      .string()
      .optional()
      .meta({ description: 'Type of the event that will then occur, such as `PromiseMissed`.' }),
    clock: z
      .string()
      .optional()
      .meta({ description: 'Time limit of the case that ends, or that `to` is reminded of.' }),
    sentence: bilingualSchema,
  })
  .meta({ id: 'Forecast' }) satisfies z.ZodType<Forecast>;

/** What happens to a complaint if nobody acts. */
export const forecast = defineOperation({
  id: 'forecastComplaint',
  method: 'get',
  path: '/complaints/{no}/forecast',
  tag: 'Complaints',
  title: both('若无人办理', 'What happens if nobody acts'),
  who: 'staff',
  pathSchema: numberPath,
  answers: {
    200: {
      description: 'In order of time. Empty if nothing will happen automatically.',
      schema: z.object({ no: z.string(), items: z.array(itemSchema) }),
    },
  },
  problems: ['NotFound', 'WrongPlace', 'NotRecorded', 'EngineUnavailable'],
  handle: async ({ deps, actor, path }) => {
    const { state, policy } = forReader(actor, await readCase(deps, numberOf(path), actor));
    const words = await wordsFor(deps, policy);
    const items = forecastOf(state).map((item) => ({ ...item, sentence: forecastSentence(item, words) }));
    return { status: 200, body: { no: state.no, items } };
  },
});
