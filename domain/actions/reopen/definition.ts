import { z } from 'zod';
import { mapClocks } from '../../case/clocks/changes';
import { event } from '../../event';
import { toBeJudged } from '../../case/judgement';
import { refuse } from '../../file/refusal';
import type { CaseState } from '../../case/state';
import { both } from '../../values/text';
import { defineAnytimeAction } from '../anytime';

/** An answered case is taken up again within the policy's window, with a reason. */
export const reopen = defineAnytimeAction({
  name: 'reopen',
  who: 'part',
  byCustomer: 'unlessRolesAreNamed',
  title: both('重新受理', 'Reopen'),
  help: both('客户在期限内提出异议时重新受理。', 'Reopen an answered case within the time allowed.'),
  data: (text) =>
    z.strictObject({
      reason: text,
      /** Judged anew although it was founded: the reason throws doubt on that. Unfounded, it always is. */
      judgeAnew: z.boolean().optional(),
    }),
  isOffered: ({ status }) => status === 'resolved',
  refuse: ({ state, policy }) => {
    if (state.status !== 'resolved')
      return refuse(
        'NotOpenForReopening',
        409,
        both(
          '只有已答复而未关闭的投诉可以重新受理。',
          'Only a case that is answered but not yet closed can be reopened.',
        ),
        both('已关闭的请登记新投诉。', 'If it is closed, register a new complaint.'),
      );
    return state.round > policy.reopening.atMost
      ? refuse(
          'NotOpenForReopening',
          409,
          both('已达重新受理次数上限。', 'The case has been reopened as often as the policy allows.'),
        )
      : undefined;
  },
  events: {
    CaseReopened: event<{ reason: string; judgeAnew?: boolean }>({
      audience: 'staff',
      apply: (state, { judgeAnew }, { seq }) => ({
        ...toBeJudged(state, judgeAnew),
        status: 'open',
        round: state.round + 1,
        proposalsRefused: 0,
        facts: Object.fromEntries(Object.entries(state.facts).filter(([name]) => name !== 'end')),
        end: undefined,
        resolvedAt: undefined,
        ...(state.mergedInto === undefined ? {} : onItsOwn(state, state.mergedInto, seq)),
      }),
    }),
  },
  apply: ({ message }) => [{ type: 'CaseReopened', data: message.data }],
});

/** A duplicate that is none after all goes on where it was, and so do its time limits. */
function onItsOwn(state: CaseState, into: string, seq: number): Partial<CaseState> {
  return {
    mergedInto: undefined,
    releasing: [...state.releasing, { into, seq }],
    clocks: mapClocks(state, ({ because, stoppedAt, ...clock }) =>
      because === 'merged'
        ? { ...clock, status: 'running' }
        : { ...clock, ...(stoppedAt === undefined ? {} : { stoppedAt }) },
    ),
  };
}
