import { z } from 'zod';
import { actionOf } from '../../actions/action';
import { event } from '../../event';
import { candidateNamed, refusalOfReceiver } from '../../case/eligibility';
import { rolesAbove } from '../../policy/roles';
import { tellingSchema, waitBase } from '../../policy/step';
import { refuse } from '../../file/refusal';
import { defineStage, given } from '../../stage';
import { both } from '../../values/text';

const params = z.strictObject({
  ...waitBase,
  ...tellingSchema,
  stage: z.literal('convene'),
  template: z.string().default('meetingCalled'),
  /** Roles without which the meeting doesn't count. */
  quorum: z.array(z.string()).default([]),
  /** The customer is at the table. */
  withCustomer: z.boolean().default(false),
});
const define = actionOf<z.output<typeof params>>();

/**
 * A meeting: a crisis team, an emergency meeting, a negotiation with the customer (seed 004). Those who belong to it are
 * called at once; `who` records who took part and what was planned. It counts only with everybody whom the policy
 * demands, and nobody complained about sits in it. With `orAbove`, a post above fills a chair as well: whoever holds the
 * post may be the one found responsible.
 */
export const convene = defineStage({
  stage: 'convene',
  title: both('召集会议', 'Convene'),
  params,
  actions: [
    define({
      name: 'recordMeeting',
      title: both('记录会议', 'Record the meeting'),
      help: both('写明参加人、商定的办法和纪要。', 'Participants, agreed actions and minutes.'),
      data: (text, { person, code }) =>
        z.strictObject({
          attendees: z
            .array(z.strictObject({ person, role: code }))
            .min(1)
            .max(30),
          customerPresent: z.boolean().default(false),
          plan: text,
          minutes: text.optional(),
        }),
      refuse: ({ state, policy, message, step }) => {
        const { attendees, customerPresent } = message.data;
        const absent = (step?.quorum ?? []).filter((role) => !attendees.some((one) => one.role === role));
        if (absent.length > 0)
          return refuse(
            'NotAllowedByPolicy',
            422,
            both(
              `缺少须参加的岗位：${absent.map((role) => policy.roles[role]?.title.zh ?? role).join('、')}。`,
              `Required participants are missing: ${absent.map((role) => policy.roles[role]?.title.en ?? role).join(', ')}.`,
            ),
            both('请在其参加后再记录。', 'Record the meeting once they have taken part.'),
          );
        if (step?.withCustomer === true && !customerPresent)
          return refuse(
            'NotAllowedByPolicy',
            422,
            both('协商须有客户参加。', 'The customer must take part in a negotiation.'),
          );
        const twice = attendees.find(({ person }, i) => attendees.findIndex((one) => one.person === person) !== i);
        if (twice !== undefined)
          return refuse(
            'SamePersonTwice',
            422,
            both(
              `「${twice.person}」列了两次，一人只占一席。`,
              `"${twice.person}" is listed twice. Each person counts once.`,
            ),
          );
        // A chair is filled by a person in the post, not by what somebody typed.
        for (const { person, role } of attendees) {
          const above = step?.orAbove === true ? rolesAbove(policy, role) : [];
          const post = { id: '', actions: ['attend'], roles: [role, ...above], barred: [] };
          const { department } = state;
          const refusal = refusalOfReceiver(
            state,
            policy,
            { ...post, ...(department === undefined ? {} : { department }) },
            candidateNamed(message, person),
          );
          if (refusal !== undefined) return refusal;
        }
        return undefined;
      },
    }),
  ],
  events: {
    MeetingCalled: event<{ to: string[] }>({ audience: 'staff' }),
    MeetingHeld: event<{ attendees?: object[]; customerPresent?: boolean; plan?: string; minutes?: string }>({
      audience: 'staff',
    }),
  },
  refers: (step) => ({
    roles: given(step.who, ...step.tell, ...step.quorum, step.from),
    templates: [step.template],
    staffTemplates: [step.template],
  }),
});
