import { z } from 'zod';
import { describeDuration, durationMs } from '../duration';
import { restsWhile } from '../policy/pauses';
import { malformed, refuse } from '../refusal';
import { both } from '../text';
import type { Bilingual } from '../text';
import { defineAnytimeAction } from './anytime';
import { instantSchema } from '../instant';

/**
 * The case waits for the customer or a third party: clocks that the policy lets pause stand still, and so does what else
 * it says (`pauses`): nothing of that is due, told or charged meanwhile, and what was left of its time is left afterwards.
 */
export const pause = defineAnytimeAction({
  name: 'pause',
  keeps: 'more',
  movesOn: true,
  who: 'part',
  title: both('暂停计时', 'Pause'),
  help: both(
    '等待客户或第三方时暂停计时，须写明原因；可设自动恢复时间。哪些时限暂停由办法规定。',
    'While the customer or a third party is awaited, with the reason; it can end by itself at a time. What rests meanwhile is said by the policy.',
  ),
  data: (text) =>
    z.strictObject({
      waitsFor: z.enum(['customer', 'thirdParty']),
      reason: text,
      until: instantSchema().optional(),
    }),
  isOffered: ({ pause: paused, status }) => paused === undefined && status === 'open',
  refuse: ({ state, policy, message, now }) => {
    if (state.pause !== undefined || state.status === 'resolved')
      return refuse('AlreadySo', 409, both('计时已暂停，或投诉已答复。', 'It is paused already, or answered.'));
    const { until, waitsFor } = message.data;
    if (until === undefined || now === undefined) return undefined;
    if (Date.parse(until) <= Date.parse(now))
      return refuse('InThePast', 422, both('恢复时间已过。', 'The time at which it is to end is past.'));
    const { atMost } = restsWhile(policy, waitsFor);
    return atMost !== undefined && Date.parse(until) - Date.parse(now) > durationMs(atMost)
      ? { ...malformed([{ path: 'data.until', code: 'too_big' }]), ...tooLong(atMost) }
      : undefined;
  },
  apply: ({ policy, message: { data } }) => [
    { type: 'CasePaused', data: { ...data, ...restsWhile(policy, data.waitsFor) } },
  ],
});

function tooLong(atMost: string): { wayOut: Bilingual } {
  return {
    wayOut: both(
      `办法规定一次最多暂停${describeDuration(atMost, 'zh')}，可到期后再次暂停。`,
      `The policy lets a pause last ${describeDuration(atMost, 'en')} at most; it can be paused again after that.`,
    ),
  };
}

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
