import { z } from 'zod';
import { actionOf } from '../../actions/action';
import { event } from '../../event';
import { candidateNamed, refusalOfReceiver } from '../../case/eligibility';
import { personsOf } from '../../file/envelope';
import { rolesAbove } from '../../policy/roles';
import { rungSchema, timeLimitSchema, waitBase } from '../../policy/step';
import { refuse } from '../../file/refusal';
import { defineStage, given } from '../../stage';
import { both } from '../../values/text';
import { instantSchema } from '../../time/instant';

const waitedFor = {
  who: z.string(),
  within: timeLimitSchema.optional(),
  overdue: z.array(rungSchema).default([]),
};

const params = z.strictObject({
  ...waitBase,
  stage: z.literal('fieldWork'),
  /** Kinds of unit whose old and new numbers have to be recorded when they are replaced. */
  numbered: z.array(z.string()).default([]),
  /** Who decides on damage that we did. */
  damage: z.strictObject({
    ...waitedFor,
    /** Damage is reported only once we have apologised for it. */
    apology: z.boolean().default(false),
    /** The customer's word of apology, sent with the payment. */
    template: z.string().optional(),
  }),
  /** Who confirms a word of mouth; left out, there is none. */
  verbal: z.strictObject(waitedFor).optional(),
  /** Work that could not be finished goes on from the step `to`, at most so often. */
  unfinished: z.strictObject({ to: z.string(), atMost: z.int().min(1).default(3) }).optional(),
});
const define = actionOf<z.output<typeof params>>();

/**
 * Work at the customer's (seed 004): fixtures are moved with consent, what is broken is paid for, replaced units are
 * recorded with their old and new numbers, it is tried out before it counts as done. Where a part is missing and a
 * leader says yes by word of mouth, the work goes on and that leader confirms it afterwards.
 */
export const fieldWork = defineStage({
  stage: 'fieldWork',
  title: both('上门作业', 'Work at the customer’s'),
  params,
  actions: [
    define({
      name: 'moveFixtures',
      title: both('移动室内设施', 'Move fixtures'),
      help: both('须先征得业主同意。', 'Requires the customer’s consent.'),
      data: (text) => z.strictObject({ what: text, consented: z.boolean() }),
      refuse: ({ message }) =>
        message.data.consented
          ? undefined
          : refuse(
              'NotAllowedByPolicy',
              422,
              both('移动室内设施须经业主同意。', 'Moving fixtures requires the customer’s consent.'),
              both('请先征得同意。', 'Ask for consent first.'),
            ),
    }),
    define({
      name: 'reportDamage',
      title: both('登记损坏', 'Report damage'),
      help: both('损坏物品须致歉并按价赔偿。', 'Apologise and pay the value of damaged items.'),
      data: (text) => z.strictObject({ what: text, amountFen: z.int().positive(), apologised: z.boolean() }),
      refuse: ({ message, step }) =>
        step?.damage.apology === true && !message.data.apologised
          ? refuse(
              'NotAllowedByPolicy',
              422,
              both('损坏物品须先致歉。', 'Damage requires an apology.'),
              both(
                '请先向客户致歉再登记；致歉不等于承认责任。',
                'Apologise to the customer first. An apology admits nothing.',
              ),
            )
          : undefined,
    }),
    define({
      name: 'goOnVerbally',
      title: both('口头请示后继续', 'Continue with verbal approval'),
      help: both(
        '配件不足时口头请示；事后由批准人补录。',
        'Verbal approval when a part is missing. The approver confirms it afterwards.',
      ),
      data: (text, { person }) => z.strictObject({ what: text, approvedBy: person, at: instantSchema() }),
      // Who said yes confirms it afterwards, so it is somebody who may say so.
      refuse: ({ state, policy, message, step }) => {
        const verbal = step?.verbal;
        if (verbal === undefined) return undefined;
        const post = { id: '', actions: ['confirmVerbal'], roles: [verbal.who, ...rolesAbove(policy, verbal.who)] };
        const own = personsOf(message.by).map((id) => ({ id, why: 'wordOfMouth' }));
        return refusalOfReceiver(
          state,
          policy,
          { ...post, barred: own, ...(state.department === undefined ? {} : { department: state.department }) },
          candidateNamed(message, message.data.approvedBy),
        );
      },
    }),
    define({
      name: 'finishWork',
      title: both('完工', 'Finish the work'),
      help: both(
        '写明情况、更换的部件和编号，并试用。',
        'Record findings, replaced parts and their numbers, and the test.',
      ),
      data: (text, { word }) =>
        z.strictObject({
          done: z.boolean(),
          finding: text,
          tested: z.boolean(),
          parts: z
            .array(
              z.strictObject({
                kind: word,
                oldNumber: text.optional(),
                newNumber: text.optional(),
              }),
            )
            .max(20)
            .default([]),
        }),
      refuse: ({ message, step }) => {
        const { done, tested, parts } = message.data;
        const numbered = step?.numbered ?? [];
        const nameless = parts.find(
          ({ kind, oldNumber, newNumber }) =>
            numbered.includes(kind) && (oldNumber === undefined || newNumber === undefined),
        );
        if (nameless !== undefined)
          return refuse(
            'EvidenceMissing',
            422,
            both(
              `更换「${nameless.kind}」须登记新旧编号。`,
              `Record the old and new numbers of the replaced ${nameless.kind}.`,
            ),
          );
        return done && !tested
          ? refuse('EvidenceMissing', 422, both('完工前须检查试用。', 'Test the work before finishing.'))
          : undefined;
      },
    }),
    define({
      name: 'settleDamage',
      title: both('损坏赔偿决定', 'Decide on the damage'),
      help: both('按价赔偿，或写明不赔的理由。', 'Pay the value, or give the reason for not paying.'),
      data: (text) =>
        z
          .strictObject({ paid: z.boolean(), amountFen: z.int().positive().optional(), reason: text.optional() })
          .refine((data) => data.paid || data.reason !== undefined, { path: ['reason'], message: 'say why not' }),
    }),
    define({
      name: 'confirmVerbal',
      approves: true,
      title: both('补录口头批准', 'Confirm the verbal approval'),
      help: both('是否确曾口头同意。', 'Whether the verbal approval was really given.'),
      data: (text) => z.strictObject({ confirmed: z.boolean(), comment: text.optional() }),
    }),
  ],
  events: {
    FixturesMoved: event<{ what?: string; consented?: boolean }>({ audience: 'staff' }),
    DamageReported: event<{ what?: string; amountFen?: number; apologised?: boolean }>({ audience: 'staff' }),
    VerballyApproved: event<{ what?: string; approvedBy?: string; at?: string }>({ audience: 'staff' }),
    WorkFinished: event<{ done?: boolean; finding?: string; tested?: boolean; parts?: object[] }>({
      audience: 'staff',
    }),
    WorkUnfinished: event<{ done?: boolean; finding?: string; tested?: boolean; parts?: object[] }>({
      audience: 'staff',
    }),
    DamageSettled: event<{ paid: boolean; amountFen: number; payment?: string; comment?: string }>({
      audience: 'staff',
    }),
    VerbalConfirmed: event<{ approvedBy?: string | undefined; confirmed?: boolean; comment?: string }>({
      audience: 'staff',
    }),
    VerbalDenied: event<{ approvedBy?: string | undefined; confirmed?: boolean; comment?: string }>({
      audience: 'staff',
    }),
  },
  refers: (step) => ({
    roles: given(step.who, step.damage.who, step.verbal?.who),
    steps: given(step.unfinished?.to),
    templates: given(step.damage.template),
  }),
});
