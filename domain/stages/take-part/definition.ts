import { z } from 'zod';
import { defineAction } from '../../actions/action';
import { event } from '../../event';
import { waitBase } from '../../policy/step';
import { defineStage } from '../../stage';
import { both } from '../../values/text';

/**
 * Whoever served the customer takes part by their account of it; not if the complaint is about them (seed 004). Their
 * staff id is an intake field, so that it can be asked for where it is known. Who is complained about may still be
 * heard by a note.
 */
export const takePart = defineStage({
  stage: 'takePart',
  title: both('原销售或服务顾问参与', 'Original adviser takes part'),
  params: z.strictObject({
    ...waitBase,
    stage: z.literal('takePart'),
    /** Intake field that holds the person's staff id. */
    person: z.string().min(1),
  }),
  actions: [
    defineAction({
      name: 'giveAccount',
      title: both('说明情况', 'Give an account'),
      help: both('原销售或服务顾问说明当时的情况。', 'The adviser who served the customer describes what happened.'),
      data: (text) => z.strictObject({ account: text.optional() }),
    }),
  ],
  events: {
    AccountGiven: event<{ person: string; account?: string }>({ audience: 'staff' }),
    ParticipantBarred: event<{ person: string }>({ audience: 'staff' }),
  },
  refers: (step) => ({ roles: [step.who], fields: [step.person] }),
});
