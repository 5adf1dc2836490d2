import { z } from 'zod';
import { withClock } from '../../case/clocks/changes';
import { personsOf } from '../../file/envelope';
import { event } from '../../event';
import { refusalOfExtension } from '../../case/clocks/extension';
import { nextNumber } from '../../file/left-behind';
import type { TimeLimit } from '../../time/time-limit';
import { both } from '../../values/text';
import { defineAnytimeAction } from '../anytime';

/** More time is asked for before a clock ends (延长办理期限); a level that the policy names decides. */
export const extendLimit = defineAnytimeAction({
  name: 'extendLimit',
  who: 'part',
  takenUpBy: { track: 'extension', on: 'ExtensionAsked' },
  title: both('申请延长办理期限', 'Request an extension'),
  help: both(
    '在期限届满前写明理由申请，经批准后生效并告知客户。more 不填即办法允许的最长时间。',
    'Request before the time limit ends and give the reason. The extension takes effect once approved, and the customer is notified. Without "more", the longest extension allowed by the policy applies.',
  ),
  data: (text, kinds) =>
    z.strictObject({
      clock: kinds.code,
      more: z
        .string()
        .regex(/^P(?!$)(\d{1,3}D)?(T(?=\d)(\d{1,4}H)?)?$/, 'a duration such as P10D or PT48H')
        .optional(),
      reason: text,
    }),
  isOffered: ({ clocks }, policy) =>
    policy.clocks.some((rule) => refusalOfExtension(rule, clocks[rule.id], undefined) === undefined),
  refuse: ({ state, policy, message, now }) =>
    refusalOfExtension(
      policy.clocks.find(({ id }) => id === message.data.clock),
      state.clocks[message.data.clock],
      message.data.more,
      now,
    ),
  events: {
    /** `by`: for how much; `line`: the track in which it is decided. */
    ExtensionAsked: event<{ clock: string; by: TimeLimit; reason?: string; line: string; more?: string }>({
      audience: 'staff',
      apply: (state, { clock: id, by, reason, line }, event) =>
        withClock(state, id, (clock) => ({
          ...clock,
          asked: {
            ...{ by, at: event.at, line, askedBy: event.by === undefined ? [] : personsOf(event.by) },
            ...(reason === undefined ? {} : { reason }),
          },
        })),
    }),
  },
  apply: ({ state, policy, message: { data } }) => {
    const extend = policy.clocks.find(({ id }) => id === data.clock)?.extend;
    if (extend === undefined) return [];
    const by = { ...extend.by, ...(data.more === undefined ? {} : { duration: data.more }) };
    const number = nextNumber('extension', Object.keys(state.lines));
    return [{ type: 'ExtensionAsked', data: { ...data, by, line: `extension.${number}` } }];
  },
});
