import { z } from 'zod';
import { defineAction } from '../../actions/action';
import { event } from '../../event';
import { waitBase } from '../../policy/step';
import { defineStage } from '../../stage';
import { both } from '../../values/text';

/** Several leaders sign together; the step ends when all (or, as the policy says, any one) have. */
export const signOff = defineStage({
  stage: 'signOff',
  title: both('会签', 'Sign off'),
  params: z.strictObject({
    ...waitBase,
    who: z.string().optional(),
    stage: z.literal('signOff'),
    signatures: z.array(z.string()).min(1).max(6),
    order: z.enum(['sequence', 'parallel']).default('parallel'),
    need: z.enum(['all', 'any']).default('all'),
  }),
  actions: [
    defineAction({
      name: 'signOff',
      approves: true,
      title: both('会签', 'Sign off'),
      help: both('审阅后签字。', 'Review and sign.'),
      data: (text) => z.strictObject({ comment: text.optional() }),
    }),
  ],
  events: {
    SignedOff: event<{ by: string[] }>({ audience: 'staff' }),
  },
  refers: (step) => ({ roles: step.signatures }),
});
