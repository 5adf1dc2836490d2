import { z } from 'zod';
import { refuse } from '../refusal';
import { both } from '../text';
import { defineAnytimeAction } from './anytime';

/**
 * The case waits for the customer or a third party: clocks that the policy lets pause stand still. Tasks, promised times
 * and progress words go on, unless it is the customer who is awaited.
 */
export const pause = defineAnytimeAction({
  name: 'pause',
  movesOn: true,
  who: 'part',
  title: both('暂停计时', 'Pause'),
  help: both(
    '等待客户或第三方时暂停办结计时，须写明原因；可设自动恢复时间。',
    'While the customer or a third party is awaited, with the reason; it can end by itself at a time.',
  ),
  data: (text) =>
    z.strictObject({
      waitsFor: z.enum(['customer', 'thirdParty']),
      reason: text,
      until: z.iso.datetime({ offset: true }).optional(),
    }),
  isOffered: ({ pause: paused, status }) => paused === undefined && status === 'open',
  refuse: ({ state, message, now }) => {
    if (state.pause !== undefined || state.status === 'resolved')
      return refuse('AlreadySo', 409, both('计时已暂停，或投诉已答复。', 'It is paused already, or answered.'));
    const { until } = message.data;
    return until !== undefined && now !== undefined && Date.parse(until) <= Date.parse(now)
      ? refuse('InThePast', 422, both('恢复时间已过。', 'The time at which it is to end is past.'))
      : undefined;
  },
  apply: ({ message: { data } }) => [
    {
      type: 'CasePaused',
      data: { ...data, ...(data.until === undefined ? {} : { until: new Date(data.until).toISOString() }) },
    },
  ],
});

/** What was awaited has come, or is awaited no longer. */
export const resume = defineAnytimeAction({
  name: 'resume',
  who: 'part',
  title: both('恢复计时', 'Resume'),
  help: both('所等待的已到，或不再等待。', 'What was awaited has come, or is awaited no longer.'),
  data: (text) => z.strictObject({ reason: text.optional() }),
  isOffered: ({ pause: paused }) => paused !== undefined,
  refuse: ({ state }) =>
    state.pause === undefined ? refuse('AlreadySo', 409, both('计时没有暂停。', 'It is not paused.')) : undefined,
  apply: ({ message }) => [{ type: 'CaseResumed', data: { because: 'byHand', ...message.data } }],
});
