import { z } from 'zod';
import { actionOf } from '../../actions/action';
import { event } from '../../event';
import { candidateNamed, refusalOfReceiver } from '../../case/eligibility';
import { rolesAbove } from '../../policy/roles';
import { rungSchema, timeLimitSchema, waitBase } from '../../policy/step';
import type { Refusal } from '../../file/refusal';
import { defineStage, given } from '../../stage';
import { both } from '../../values/text';

const params = z.strictObject({
  ...waitBase,
  stage: z.literal('supervise'),
  /** Role of the supervisor, for when the person named is away. */
  supervisor: z.string(),
  rejected: z.strictObject({ to: z.string(), atMost: z.int().min(1).default(3) }),
  /** For measures without a due date of their own, and for another look at what wasn't done. */
  checkWithin: timeLimitSchema.optional(),
  checkOverdue: z.array(rungSchema).default([]),
  /** How often a measure that wasn't carried out is looked at again. */
  checks: z.int().min(1).max(10).default(2),
  verifyWithin: timeLimitSchema.optional(),
  verifyOverdue: z.array(rungSchema).default([]),
});
const define = actionOf<z.output<typeof params>>();

/**
 * Corrective and preventive actions are approved by a leader who names their supervisor; the supervisor checks each when
 * it is due, and the leader whether it was carried out (seed 004). Nobody supervises a measure of their own.
 */
export const supervise = defineStage({
  stage: 'supervise',
  title: both('预防纠正措施审批与跟进', 'Approve and follow up measures'),
  params,
  actions: [
    define({
      name: 'approveMeasures',
      approves: true,
      title: both('批准措施并指派监督人', 'Approve the measures and name a supervisor'),
      help: both(
        '批准预防纠正措施，指派人员监督落实。',
        'Approve the measures and name a supervisor for their implementation.',
      ),
      data: (text, { person }) => z.strictObject({ supervisor: person, comment: text.optional() }),
      refuse: ({ state, policy, message, step }): Refusal | undefined => {
        if (step === undefined) return undefined;
        const barred = state.improvements.flatMap(({ owner }) =>
          typeof owner === 'string' ? [{ id: owner, why: 'owner' }] : [],
        );
        const roles = [step.supervisor, ...rolesAbove(policy, step.supervisor)];
        const { department } = state;
        return refusalOfReceiver(
          state,
          policy,
          { id: '', actions: ['checkMeasure'], roles, barred, ...(department === undefined ? {} : { department }) },
          candidateNamed(message, message.data.supervisor),
        );
      },
    }),
    define({
      name: 'rejectMeasures',
      approves: true,
      title: both('退回措施', 'Send the measures back'),
      help: both('退回重拟，请说明理由。', 'Send the measures back with the reason.'),
      data: (text) => z.strictObject({ reason: text }),
    }),
    define({
      name: 'checkMeasure',
      title: both('检查措施落实', 'Check a measure'),
      help: both('是否已落实，写明所见。', 'Whether the measure was carried out, and what you saw.'),
      data: (text) => z.strictObject({ done: z.boolean(), finding: text.optional() }),
    }),
    define({
      name: 'verifyMeasures',
      title: both('检查落实情况', 'Verify the measures'),
      help: both(
        '领导检查措施是否落实有效。',
        'A leader checks whether the measures were carried out and are effective.',
      ),
      data: (text) => z.strictObject({ effective: z.boolean(), comment: text.optional() }),
    }),
  ],
  events: {
    MeasuresApproved: event<{ supervisor?: string; comment?: string; reason?: string }>({ audience: 'staff' }),
    /** What was sent back counts no more; the events keep it. `final`: it was once too often, and nothing is planned anew. */
    MeasuresRejected: event<{ reason?: string; final?: true }>({
      audience: 'staff',
      apply: () => ({ improvements: [] }),
    }),
    MeasureChecked: event<{ measure: number; done: boolean; finding?: string }>({ audience: 'staff' }),
    MeasuresVerified: event<{ effective?: boolean; comment?: string }>({ audience: 'staff' }),
  },
  refers: (step) => ({ roles: given(step.who, step.supervisor), steps: [step.rejected.to] }),
});
