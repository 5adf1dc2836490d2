import { z } from 'zod';
import { defineAction } from '../../actions/action';
import { event } from '../../event';
import type { Envelope } from '../../file/envelope';
import type { DecidedPenalty, PenaltyChanges, ProposedPenalty } from '../../penalties/penalty';
import { decideOn, personsIn, refusalOfChanges } from '../../penalties/penalty';
import { bilingualSchema, rungSchema, timeLimitSchema, waitBase } from '../../policy/step';
import type { Refusal } from '../../file/refusal';
import { defineStage, given } from '../../stage';
import type { CaseState, Excuse, Task } from '../../case/state';
import { both } from '../../values/text';

/** What is changed of a proposal, each with a reason; what isn't named is confirmed. */
function changesOf(text: z.ZodType<string, string>) {
  const index = z.int().nonnegative();
  return {
    waived: z
      .array(z.strictObject({ index, reason: text }))
      .max(50)
      .default([]),
    reduced: z
      .array(z.strictObject({ index, percent: z.number().min(0).max(100), reason: text }))
      .max(50)
      .optional(),
  };
}

function refusalOfDecision({ state, message }: { state: CaseState; message: Envelope<PenaltyChanges> }) {
  return refusalOfChanges(proposedIn(state), message.data);
}

/** An appeal is decided about the penalties of whoever appealed, as they stand after the first decision. */
function refusalOfAppeal(input: {
  state: CaseState;
  message: Envelope<PenaltyChanges>;
  task?: Task;
}): Refusal | undefined {
  const { state, message, task } = input;
  const [place = '', number = ''] = task?.id.split('/appeal-decision-') ?? [];
  const decided = decideOn(proposedIn(state), state.tasks[`${place}/decide`]?.answer?.data ?? {});
  const appellant = personsIn(decided)[Number(number) - 1];
  return refusalOfChanges(decided, message.data, ({ person }) => person === appellant);
}

function proposedIn(state: CaseState): DecidedPenalty[] {
  return (state.penaltiesProposed ?? []) as unknown as DecidedPenalty[];
}

/**
 * Penalties by size of loss on the persons responsible and the department head, and on whoever delayed (seed 000, step
 * 7): a percentage of performance pay or bonus, proposed by the policy's table, decided by a leader. Liability, a share
 * of the loss, is a second table. Both are kept apart. Where the policy says so, whoever is up for a penalty is heard
 * before, and may appeal to another role after; it is booked when that is over.
 */
export const penalise = defineStage({
  stage: 'penalise',
  title: both('责任与处罚', 'Penalties'),
  // Nothing here has a default that older policies would get: they keep their hash.
  params: z
    .strictObject({
      ...waitBase,
      stage: z.literal('penalise'),
      table: z.string().default('penalty'),
      /** Table of who bears the loss: answers `bearer`, `percent` and whatever else is worth keeping. */
      liability: z.string().optional(),
      /** Bearer in that table from whom its share is claimed; the answer's `name` says which supplier. */
      claim: z.strictObject({ bearer: z.string().min(1) }).optional(),
      /** `booked`: remedies executed and costs recorded; by default the loss found, or else what the remedies cost. */
      loss: z.enum(['found', 'booked']).optional(),
      /** Role that answers for its department, penalised beside the persons (seed 000: "and the department head"). */
      head: z.string().optional(),
      /** Who answers for a warning that was omitted, if there is a loss (seed 004): `because` is `omission`. */
      omission: z
        .strictObject({ handler: z.boolean().default(true), roles: z.array(z.string()).default([]) })
        .optional(),
      /** Violations by name, which is also what `because` says (seed 003: false confirmation, private settlement). */
      violations: z
        .record(z.string().regex(/^[a-z][A-Za-z0-9]{0,59}$/), z.strictObject({ title: bilingualSchema }))
        .optional(),
      /** What excuses a delay. */
      excuse: z.array(z.enum(['absence', 'reassignment', 'pause'])).optional(),
      /** How long those up for a penalty have to be heard; silence admits nothing. */
      hearing: z.strictObject({ within: timeLimitSchema }).optional(),
      /** How long they may appeal, and who decides on it: somebody else than decided first. */
      appeal: z
        .strictObject({
          within: timeLimitSchema,
          who: z.string(),
          decideWithin: timeLimitSchema.optional(),
          overdue: z.array(rungSchema).default([]),
        })
        .optional(),
    })
    .check((ctx) => {
      const { appeal, who } = ctx.value;
      if (appeal !== undefined && appeal.who === who)
        ctx.issues.push({
          code: 'custom',
          input: ctx.value,
          path: ['appeal', 'who'],
          message: 'the role that decided may not decide the appeal',
        });
    }),
  actions: [
    defineAction({
      name: 'stateView',
      title: both('陈述申辩', 'Make a statement'),
      help: both('说明情况和理由；不陈述不视为承认。', 'Explain what happened and why. Silence is not an admission.'),
      data: (text) => z.strictObject({ statement: text.optional() }),
    }),
    defineAction({
      name: 'decidePenalties',
      title: both('处罚决定', 'Decide the penalties'),
      help: both(
        '确认系统提出的处罚，或逐项减轻、免除并说明理由。',
        'Confirm the proposed penalties, or reduce or waive individual ones with reasons.',
      ),
      data: (text) => z.strictObject({ ...changesOf(text), comment: text.optional() }),
      refuse: refusalOfDecision,
    }),
    defineAction({
      name: 'appealPenalty',
      title: both('申请复核', 'Appeal'),
      help: both('对处罚决定不服，请写明理由。', 'Appeal against the penalty decision and give your grounds.'),
      data: (text) => z.strictObject({ grounds: text }),
    }),
    defineAction({
      name: 'acceptPenalty',
      title: both('不申请复核', 'No appeal'),
      help: both('期满不申请的，决定生效。', 'Without an appeal, the decision takes effect.'),
      data: () => z.strictObject({}),
    }),
    defineAction({
      name: 'decideAppeal',
      title: both('复核决定', 'Decide the appeal'),
      help: both(
        '维持，或逐项减轻、免除申请人的处罚，并说明理由。',
        'Uphold the decision, or reduce or waive individual penalties of the appellant, with reasons.',
      ),
      data: (text) => z.strictObject({ ...changesOf(text), comment: text.optional() }),
      refuse: refusalOfAppeal,
    }),
  ],
  events: {
    DelayExcused: event<{ task: string; role: string; because: Excuse; person?: string }>({
      audience: 'penalties',
      apply: (state, data) => ({
        delays: state.delays.map((delay) =>
          delay.task === data.task && delay.role === data.role
            ? {
                ...delay,
                excused: { because: data.because, ...(data.person === undefined ? {} : { person: data.person }) },
              }
            : delay,
        ),
      }),
    }),
    LiabilityShared: event<{ shares: Record<string, unknown>[]; lossFen: number }>({
      audience: 'penalties',
      apply: (_, data) => ({ liability: data.shares }),
    }),
    SupplierClaimed: event<{ supplier: string; amountFen: number; percent: number }>({
      audience: 'penalties',
      apply: (state, { supplier, amountFen }) => ({
        claims: [...(state.claims ?? []), { supplier, amountFen }],
      }),
    }),
    PenaltyProposed: event<{ penalties: ProposedPenalty[] }>({
      audience: 'penalties',
      apply: (_, { penalties }) => ({ penaltiesProposed: penalties.map((one) => ({ ...one })) }),
    }),
    PersonHeard: event<{ person: string; statement?: string }>({
      audience: 'penalties',
      apply: (state, data, event) => ({
        hearings: [...(state.hearings ?? []), { ...data, at: event.at }],
      }),
    }),
    PenaltyAppealed: event<{ person: string; grounds: string }>({
      audience: 'penalties',
      apply: (state, data, event) => ({
        appeals: [...(state.appeals ?? []), { ...data, at: event.at }],
      }),
    }),
    AppealDecided: event<{ person: string; outcome: 'upheld' | 'reduced' | 'waived' }>({
      audience: 'penalties',
      apply: (state, data) => ({
        appeals: (state.appeals ?? []).map((appeal) =>
          appeal.person === data.person && appeal.outcome === undefined ? { ...appeal, outcome: data.outcome } : appeal,
        ),
      }),
    }),
    PenaltyAssessed: event<Record<string, unknown>>({
      audience: 'penalties',
      apply: (state, data) => ({ penalties: [...state.penalties, data] }),
    }),
    PenaltyWaived: event<Record<string, unknown>>({
      audience: 'penalties',
      apply: (state, data) => ({ penaltiesWaived: [...state.penaltiesWaived, data] }),
    }),
  },
  refers: (step) => ({
    roles: given(step.who, step.head, step.appeal?.who, ...(step.omission?.roles ?? [])),
    tables: given(step.table, step.liability),
  }),
  // Whoever is heard has to be told what the house has published.
  needs: ({ hearing, table }) => (hearing === undefined ? [] : [{ table, output: 'cites' }]),
});
