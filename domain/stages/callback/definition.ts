import { z } from 'zod';
import { PERSONAL_CHANNELS } from '../../channels/channels';
import { defineAction } from '../../actions/action';
import { event } from '../../event';
import { idSchema, thenSchema, timeLimitSchema, waitBase } from '../../policy/step';
import { defineStage, given } from '../../stage';
import { both } from '../../values/text';

/**
 * The customer is called back and asked what they think of the result. Not reached: tried again after a while, so many
 * times; dissatisfied: a new round, so many times, then an explicit decision.
 */
export const callback = defineStage({
  stage: 'callback',
  title: both('回访', 'Callback'),
  params: z.strictObject({
    ...waitBase,
    stage: z.literal('callback'),
    /** How long after the result. */
    delay: timeLimitSchema.optional(),
    /** By phone, or somebody goes there (seed 004: visits to those who complained). */
    by: z.enum(PERSONAL_CHANNELS).optional(),
    attempts: z.int().min(1).max(10).default(2),
    /** Between two attempts. */
    pause: timeLimitSchema.optional(),
    /** Between one attempt and the next, one for each, so that they fall on other days and hours; the last one repeats. */
    pauses: z.array(timeLimitSchema).min(1).max(9).optional(),
    /** How the case has ended when somebody tried and nobody was reached in the whole round, and nothing else ends it. */
    unreached: z.string().min(1).max(60).optional(),
    /** A new round from the step `to`, at most so often; then somebody decides at the step `decide`, or the case ends. Left out, the line just goes on. */
    dissatisfied: z
      .strictObject({
        to: z.string(),
        atMost: z.int().min(0).default(2),
        decide: idSchema.optional(),
        end: z.string().default('notSatisfied'),
        then: thenSchema,
      })
      .optional(),
  }),
  actions: [
    defineAction({
      name: 'recordCallback',
      title: both('记录回访', 'Record the callback'),
      help: both(
        '是否联系到客户、是否满意，有无新的诉求。',
        'Whether the customer was reached and is satisfied, and any new demand.',
      ),
      data: (text) =>
        z
          .strictObject({
            reached: z.boolean(),
            satisfied: z.boolean().optional(),
            /** How content the customer is, from 1 (not at all) to 5. */
            rating: z.int().min(1).max(5).optional(),
            comment: text.optional(),
            newDemand: text.optional(),
          })
          .refine((data) => !data.reached || data.satisfied !== undefined, {
            path: ['satisfied'],
            message: 'say whether the customer is satisfied',
          })
          .refine((data) => data.reached || data.rating === undefined, {
            path: ['rating'],
            message: 'nobody was reached who could give one',
          }),
      // Who writes has been reached.
      customersWord: ({ reached }) => reached,
    }),
  ],
  events: {
    CallbackRecorded: event<{ reached: boolean; satisfied?: boolean; rating?: number; by?: 'visit'; comment?: string }>(
      {
        audience: 'staff',
        inReport: 'answers',
        apply: (state, data, event) => ({
          callbacks: [
            ...state.callbacks,
            {
              at: event.at,
              reached: data.reached,
              ...(data.satisfied === undefined ? {} : { satisfied: data.satisfied }),
              ...(data.rating === undefined ? {} : { rating: data.rating }),
              ...(event.by === undefined ? {} : { by: event.by.id }),
              round: state.round,
            },
          ],
        }),
      },
    ),
    CustomerUnreachable: event<{ end: string }>({
      audience: 'staff',
      apply: (state, { end }) => ({ facts: { end, ...state.facts } }),
    }),
  },
  refers: (step) => ({
    roles: [step.who],
    steps: given(step.dissatisfied?.to, step.dissatisfied?.decide, step.dissatisfied?.then),
  }),
  leads: ({ dissatisfied }) => ({
    end: dissatisfied !== undefined && dissatisfied.decide === undefined && dissatisfied.then === undefined,
  }),
});
