import { z } from 'zod';
import { defineAction } from '../../actions/action';
import { waitBase } from '../../policy/step';
import { defineStage } from '../../stage';
import { both } from '../../values/text';

/**
 * The customer is told that the complaint has arrived, how it goes on and until when. By email where there is one, else
 * by a person on the phone or on the spot: a message that could not be sent has told nobody.
 */
export const acknowledge = defineStage({
  stage: 'acknowledge',
  title: both('受理告知', 'Acknowledge'),
  params: z.strictObject({
    ...waitBase,
    stage: z.literal('acknowledge'),
    template: z.string().default('acknowledgement'),
  }),
  actions: [
    defineAction({
      name: 'confirmTold',
      title: both('确认已告知', 'Confirm the customer was notified'),
      help: both('当面或电话告知客户后使用。', 'Use this action after notifying the customer by phone or in person.'),
      data: (text) => z.strictObject({ reached: z.boolean().default(true), comment: text.optional() }),
    }),
  ],
  events: {},
  refers: (step) => ({ roles: [step.who], templates: [step.template] }),
});
