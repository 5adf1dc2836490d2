import { z } from 'zod';
import { event } from '../../event';
import { refuse } from '../../file/refusal';
import { both } from '../../values/text';
import { defineAnytimeAction } from '../anytime';

/** Major by hand, where the rules did not see it. */
export const declareMajor = defineAnytimeAction({
  name: 'declareMajor',
  movesOn: true,
  who: 'part',
  title: both('认定为重大投诉', 'Declare major'),
  help: both(
    '认定为重大投诉，启动相应的并行线。',
    'Declare the complaint major and start the tracks for major complaints.',
  ),
  data: (text) => z.strictObject({ reason: text.optional() }),
  refuse: ({ state }) =>
    state.major === undefined
      ? undefined
      : refuse('AlreadySo', 409, both('已是重大投诉。', 'The complaint is already major.')),
  events: {
    DeclaredMajor: event<{ reason?: string }>({
      audience: 'staff',
      apply: (_, { reason }, event) => ({
        major: { since: event.at, ...(reason === undefined ? {} : { reason }) },
      }),
    }),
  },
  apply: ({ message }) => [{ type: 'DeclaredMajor', data: message.data }],
});
