import { z } from 'zod';
import { defineAction } from '../../actions/action';
import type { Approved } from '../../case/parts';
import { event } from '../../event';
import { bilingualSchema, rungSchema, thenSchema, timeLimitSchema, waitBase } from '../../policy/step';
import { defineStage, given } from '../../stage';
import { both } from '../../values/text';

/**
 * The competent leader looks at every proposal; none passes by amount alone or unseen (seed 000, step 6). The tier
 * comes from a decision table; several signatures in sequence or in parallel where the policy wants them. Who proposed
 * may not approve, and nobody signs twice.
 */
export const approve = defineStage({
  stage: 'approve',
  title: both('审批', 'Approve'),
  params: z.strictObject({
    ...waitBase,
    who: z.string().optional(),
    stage: z.literal('approve'),
    /** Decision table that names the role; without it the roles of `signatures` or `who` sign. */
    tier: z.string().optional(),
    signatures: z.array(z.strictObject({ who: z.string(), title: bilingualSchema.optional() })).optional(),
    order: z.enum(['sequence', 'parallel']).default('sequence'),
    need: z.enum(['all', 'any']).default('all'),
    /** Who approves first, beside everybody else, where the `legalMinimum` step before found the offer too low. */
    belowMinimum: z
      .strictObject({
        who: z.string().min(1),
        title: bilingualSchema.optional(),
        within: timeLimitSchema.optional(),
        overdue: z.array(rungSchema).default([]),
      })
      .optional(),
    rejected: z.strictObject({ to: z.string(), atMost: z.int().min(1).default(5), then: z.string().optional() }),
    /** End when what was approved is that the demand is declined. */
    declined: z
      .strictObject({
        end: z.string().default('demandRefused'),
        template: z.string().default('demandRefused'),
        then: thenSchema,
      })
      .prefault({}),
  }),
  actions: [
    defineAction({
      name: 'approve',
      approves: true,
      title: both('批准', 'Approve'),
      help: both('批准此方案。', 'Approve this proposal.'),
      data: (text) => z.strictObject({ comment: text.optional() }),
    }),
    defineAction({
      name: 'reject',
      approves: true,
      title: both('退回', 'Reject'),
      help: both('退回重提，请说明理由。', 'Send the proposal back with the reason.'),
      data: (text) => z.strictObject({ reason: text.optional() }),
    }),
  ],
  events: {
    /** `by`: who signed, in their order; `incident`: the incident whose approval holds for this case too. */
    ProposalApproved: event<{ by: string[]; approved: Approved; incident?: string }>({
      audience: 'staff',
      apply: ({ proposal }, { approved }) => (proposal === undefined ? {} : { proposal: { ...proposal, approved } }),
    }),
    ProposalRejected: event<{ reason?: string }>({
      audience: 'staff',
      apply: ({ rejections }) => ({ rejections: rejections + 1 }),
    }),
  },
  refers: (step) => ({
    roles: given(step.who, step.belowMinimum?.who, ...(step.signatures ?? []).map((signature) => signature.who)),
    steps: given(step.rejected.to, step.rejected.then, step.declined.then),
    tables: given(step.tier),
    templates: [step.declined.template],
  }),
  actorsBy: (step) => given(step.tier),
  leads: (step) => ({ end: step.declined.then === undefined }),
});
