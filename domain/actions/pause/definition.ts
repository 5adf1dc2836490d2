import { z } from 'zod';
import { mapRunning } from '../../case/clocks/changes';
import { describeDuration, durationMs } from '../../time/duration';
import { event } from '../../event';
import { instantSchema } from '../../time/instant';
import { atRest, endOfPause } from '../../case/pause/pause';
import type { Pause } from '../../case/parts';
import { restsWhile } from '../../policy/pauses';
import { malformed, refuse } from '../../file/refusal';
import type { CaseState } from '../../case/state';
import { both } from '../../values/text';
import type { Bilingual } from '../../values/text';
import { defineAnytimeAction } from '../anytime';

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
    'Pause the time limits while waiting for the customer or a third party, with the reason and optionally an end. The policy defines which time limits pause.',
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
      return refuse(
        'AlreadySo',
        409,
        both('计时已暂停，或投诉已答复。', 'The time limits are already paused, or the case has been answered.'),
      );
    const { until, waitsFor } = message.data;
    if (until === undefined || now === undefined) return undefined;
    if (Date.parse(until) <= Date.parse(now))
      return refuse('InThePast', 422, both('恢复时间已过。', 'The end of the pause is in the past.'));
    const { atMost } = restsWhile(policy, waitsFor);
    return atMost !== undefined && Date.parse(until) - Date.parse(now) > durationMs(atMost)
      ? { ...malformed([{ path: 'data.until', code: 'too_big' }]), ...tooLong(atMost) }
      : undefined;
  },
  events: {
    CasePaused: event<Pick<Pause, 'waitsFor' | 'until' | 'rests' | 'goOn' | 'atMost'> & { reason: string }>({
      audience: 'staff',
      apply: (state, data, event) => ({
        pause: {
          since: event.at,
          waitsFor: data.waitsFor,
          ...(event.by === undefined ? {} : { by: event.by.id }),
          ...endOfPause(event.at, data),
          ...(data.rests === undefined ? {} : { rests: data.rests }),
          ...(data.goOn === undefined ? {} : { goOn: data.goOn }),
        },
        tasks: restingTasks(state, data, event.at),
        clocks: mapRunning(state, (clock) => {
          const { dueAt: _dueAt, ...still } = clock;
          return clock.pauses ? { ...still, standstills: [...clock.standstills, { from: event.at }] } : clock;
        }),
      }),
    }),
  },
  apply: ({ policy, message: { data } }) => [
    { type: 'CasePaused', data: { ...data, ...restsWhile(policy, data.waitsFor) } },
  ],
});

function tooLong(atMost: string): { wayOut: Bilingual } {
  return {
    wayOut: both(
      `办法规定一次最多暂停${describeDuration(atMost, 'zh')}，可到期后再次暂停。`,
      `A pause may last at most ${describeDuration(atMost, 'en')}. You can pause again afterwards.`,
    ),
  };
}

function restingTasks({ tasks }: CaseState, pause: Pick<Pause, 'rests' | 'goOn'>, since: string): CaseState['tasks'] {
  return Object.fromEntries(
    Object.entries(tasks).map(([id, task]) => [id, task.status === 'open' ? atRest(task, pause, since) : task]),
  );
}
