import { z } from 'zod';
import { reasonSchema, waitBase } from '../../policy/step';
import { defineStage, given } from '../../stage';
import { both } from '../../values/text';

/** The customer is told the result (seed 000, step 7); by a person where no message can be sent. */
export const notify = defineStage({
  stage: 'notify',
  outward: true,
  title: both('通知客户', 'Notify'),
  params: z.strictObject({
    ...waitBase,
    stage: z.literal('notify'),
    template: z.string(),
    /** Form and field of the words that the message gives as its reason. */
    reason: reasonSchema,
  }),
  actions: [],
  events: {},
  refers: (step) => ({ roles: [step.who], templates: [step.template], forms: given(step.reason?.form) }),
});
