import { z } from 'zod';
import { PROMISED } from '../../case/parts';
import { refuse } from '../../file/refusal';
import { both } from '../../values/text';
import { defineAnytimeAction } from '../anytime';
import { instantSchema } from '../../time/instant';

/** A concrete time is promised to the customer; a task of its own keeps it, whatever else happens. */
export const promise = defineAnytimeAction({
  name: 'promise',
  keeps: 'more',
  movesOn: true,
  who: 'part',
  takenUpBy: { track: 'promise', on: 'PromiseMade' },
  title: both('承诺答复时间', 'Promise an answer time'),
  help: both(
    '向客户承诺的答复时间，到时无论进展如何都须答复。承诺的是处理结果时，of 填 result。',
    'The time by which the customer receives an answer, with or without progress. Use "of: result" if the result was promised.',
  ),
  data: (text) =>
    z.strictObject({
      at: instantSchema(),
      /** A word with or without news, which any word keeps; or the result, which no word on the way does. */
      of: z.enum(PROMISED).default('word'),
      what: text.optional(),
    }),
  refuse: ({ message, now }) =>
    now !== undefined && Date.parse(message.data.at) <= Date.parse(now)
      ? refuse('InThePast', 422, both('承诺的时间已过。', 'The promised time is in the past.'))
      : undefined,
  events: {},
  apply: ({ state, message }) => [
    {
      type: 'PromiseMade',
      data: {
        ...message.data,
        line: `promise.${state.promises.length + 1}`,
      },
    },
  ],
});
