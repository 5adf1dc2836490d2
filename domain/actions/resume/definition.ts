import { z } from 'zod';
import { refuse } from '../../file/refusal';
import { both } from '../../values/text';
import { defineAnytimeAction } from '../anytime';

/** What was awaited has come, or is awaited no longer. */
export const resume = defineAnytimeAction({
  name: 'resume',
  who: 'part',
  title: both('恢复计时', 'Resume'),
  help: both('所等待的已到，或不再等待。', 'The awaited item has arrived or is no longer needed.'),
  data: (text) => z.strictObject({ reason: text.optional() }),
  isOffered: ({ pause: paused }) => paused !== undefined,
  refuse: ({ state }) =>
    state.pause === undefined
      ? refuse('AlreadySo', 409, both('计时没有暂停。', 'The time limits are not paused.'))
      : undefined,
  events: {},
  apply: ({ message }) => [{ type: 'CaseResumed', data: { because: 'byHand', ...message.data } }],
});
