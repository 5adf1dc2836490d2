import { z } from 'zod';
import { reasonSchema, thenSchema, waitBase } from '../../policy/step';
import { defineStage, given } from '../../stage';
import { both } from '../../values/text';

/**
 * The case ends in a way that what came before has decided (a form, a table): with `when`, one such step for each way.
 * The customer is told first, by a person where no message can be sent.
 */
export const conclude = defineStage({
  stage: 'conclude',
  outward: true,
  title: both('办结', 'Conclude'),
  params: z.strictObject({
    ...waitBase,
    stage: z.literal('conclude'),
    end: z.string().min(1).max(60),
    /** Message to the customer; null or left out where nobody is to be told. */
    template: z.string().nullable().optional(),
    /** Form and field of the words that the message gives as its reason. */
    reason: reasonSchema,
    then: thenSchema,
  }),
  actions: [],
  events: {},
  refers: (step) => ({
    roles: [step.who],
    templates: given(step.template),
    steps: given(step.then),
    forms: given(step.reason?.form),
  }),
  leads: (step) => ({ next: false, end: step.then === undefined }),
});
