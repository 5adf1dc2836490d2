import { z } from 'zod';
import { defineAction } from '../action';
import { thenSchema, timeLimitSchema, waitBase } from '../policy/step';
import { defineStage, given } from '../stage';
import { both } from '../text';

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
    by: z.enum(['phone', 'visit']).optional(),
    attempts: z.int().min(1).max(10).default(2),
    /** Between two attempts. */
    pause: timeLimitSchema.optional(),
    /** A new round from the step `to`, at most so often; then the case ends. Left out, the line just goes on. */
    dissatisfied: z
      .strictObject({
        to: z.string(),
        atMost: z.int().min(0).default(2),
        end: z.string().default('notSatisfied'),
        then: thenSchema,
      })
      .optional(),
  }),
  actions: [
    defineAction({
      name: 'recordCallback',
      title: both('记录回访', 'Record the callback'),
      help: both('是否联系到客户、是否满意。', 'Was the customer reached, and satisfied?'),
      data: (text) =>
        z
          .strictObject({ reached: z.boolean(), satisfied: z.boolean().optional(), comment: text.optional() })
          .refine((data) => !data.reached || data.satisfied !== undefined, {
            path: ['satisfied'],
            message: 'say whether the customer is satisfied',
          }),
    }),
  ],
  events: {
    CallbackRecorded: (state, data: { reached: boolean; satisfied?: boolean }, event) => ({
      callbacks: [
        ...state.callbacks,
        {
          at: event.at,
          reached: data.reached,
          ...(data.satisfied === undefined ? {} : { satisfied: data.satisfied }),
          ...(event.by === undefined ? {} : { by: event.by.id }),
          round: state.round,
        },
      ],
    }),
    RoundStarted: (state) => ({ round: state.round + 1, proposalsRefused: 0 }),
  },
  refers: (step) => ({ roles: [step.who], steps: given(step.dissatisfied?.to, step.dissatisfied?.then) }),
  leads: (step) => ({ end: step.dissatisfied !== undefined && step.dissatisfied.then === undefined }),
});
