import { z } from 'zod';
import { defineAction } from '../../actions/action';
import { waitBase } from '../../policy/step';
import { PROMISED } from '../../case/parts';
import { refuse } from '../../file/refusal';
import { defineStage } from '../../stage';
import { both } from '../../values/text';
import { instantSchema } from '../../time/instant';

/**
 * A concrete time is agreed with the customer before anything else goes on (seed 001, P8: no vague words; seed 003, P14:
 * by when it will be done). What is agreed is a promise like any other: the track `on: PromiseMade` keeps it.
 */
export const agreeTime = defineStage({
  stage: 'agreeTime',
  title: both('约定时间', 'Agree on a time'),
  params: z.strictObject({
    ...waitBase,
    stage: z.literal('agreeTime'),
    /** What the customer is to have by then: the result, or a word with or without one. */
    of: z.enum(PROMISED).default('result'),
  }),
  actions: [
    defineAction({
      name: 'agreeTime',
      title: both('约定答复时间', 'Agree on a time'),
      help: both(
        '与客户约定的具体时间；留出余地，不轻易许诺。',
        'The time agreed with the customer. Allow some margin; do not promise lightly.',
      ),
      data: (text) => z.strictObject({ at: instantSchema(), what: text.optional() }),
      refuse: ({ message, now }) =>
        now !== undefined && Date.parse(message.data.at) <= Date.parse(now)
          ? refuse('InThePast', 422, both('约定的时间已过。', 'The agreed time is in the past.'))
          : undefined,
    }),
  ],
  events: {},
  refers: (step) => ({ roles: [step.who] }),
});
