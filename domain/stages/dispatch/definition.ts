import { z } from 'zod';
import { actionOf } from '../../actions/action';
import { event } from '../../event';
import { candidateNamed, refusalOfReceiver } from '../../case/eligibility';
import { rolesAbove } from '../../policy/roles';
import { rungSchema, timeLimitSchema, waitBase } from '../../policy/step';
import { refuse } from '../../file/refusal';
import { defineStage, given } from '../../stage';
import { both } from '../../values/text';

const params = z.strictObject({
  ...waitBase,
  stage: z.literal('dispatch'),
  /** Left out, nobody but our own people is ever sent. */
  elsewhere: z
    .strictObject({
      /** Intake field that says whether the call is urgent. */
      urgent: z.string().min(1),
      /** Role that agrees to it. */
      who: z.string(),
      within: timeLimitSchema.optional(),
      overdue: z.array(rungSchema).default([]),
    })
    .optional(),
});
const define = actionOf<z.output<typeof params>>();

/** Whoever goes out anew does so at a time and a price of its own. */
const FRESH = { quotedFen: 0, chargedFen: 0, arrivedLate: false };

/**
 * Whoever answers for it approves the work order and names the person who goes (seed 004). On an urgent call with
 * everybody out, an outside partner or another department goes instead, if the leader in the policy agrees.
 */
export const dispatch = defineStage({
  stage: 'dispatch',
  title: both('派工审批', 'Dispatch'),
  params,
  actions: [
    define({
      name: 'dispatch',
      approves: true,
      title: both('派工', 'Dispatch'),
      help: both('批准工单并指定上门人员。', 'Approve the work order and name the person to visit.'),
      data: (text, { person }) => z.strictObject({ technician: person, note: text.optional() }),
      // Whoever goes does the steps of the handler, so the post is that of the work itself.
      refuse: ({ state, policy, message, task, firstAt }) => {
        const { technician } = message.data;
        const work = firstAt('fieldWork');
        const roles = work === undefined ? (task?.roles ?? []) : [work];
        const department = task?.department;
        return refusalOfReceiver(
          state,
          policy,
          {
            ...{ id: '', actions: [], barred: [] },
            roles: roles.flatMap((role) => [role, ...rolesAbove(policy, role)]),
            ...(department === undefined ? {} : { department }),
          },
          candidateNamed(message, technician),
        );
      },
    }),
    define({
      name: 'dispatchElsewhere',
      title: both('请外协或其他部门协助', 'Request a partner or another department'),
      help: both(
        '紧急且本部人员均已外出时，报经理同意。',
        'For urgent calls when the whole team is out. Needs approval.',
      ),
      data: (text, { code }) =>
        z
          .strictObject({
            partner: text.optional(),
            department: code.optional(),
            allOut: z.boolean(),
            reason: text.optional(),
          })
          .refine((data) => (data.partner === undefined) !== (data.department === undefined), {
            path: ['partner'],
            message: 'name a partner or a department, not both',
          }),
      refuse: ({ state, message, step }) => {
        const urgent = step?.elsewhere === undefined || state.intake?.fields[step.elsewhere.urgent] === true;
        return urgent && message.data.allOut
          ? undefined
          : refuse(
              'NotAllowedByPolicy',
              422,
              both(
                '只有紧急且本部人员均已外出时，才可请外协或其他部门。',
                'Partners or other departments may go only on urgent calls when the whole team is out.',
              ),
              both('请派本部人员。', 'Send a member of your own department.'),
            );
      },
    }),
    define({
      name: 'agreeElsewhere',
      approves: true,
      title: both('同意外协', 'Decide on outside help'),
      help: both('是否同意请外协厂家或其他部门协助。', 'Whether a partner or another department may go.'),
      data: (text) => z.strictObject({ agreed: z.boolean(), reason: text.optional() }),
    }),
  ],
  events: {
    JobDispatched: event<{ technician: string }>({
      audience: 'staff',
      apply: (state, data) => ({
        handler: data.technician,
        facts: { ...state.facts, ...FRESH, sentElsewhere: false },
      }),
    }),
    ElsewhereAsked: event<{ partner?: string; department?: string; allOut?: boolean; reason?: string }>({
      audience: 'staff',
    }),
    ElsewhereDeclined: event<{ reason?: string }>({ audience: 'staff' }),
    DispatchedElsewhere: event<{ partner?: string; department?: string }>({
      audience: 'staff',
      apply: (state) => ({ handler: undefined, facts: { ...state.facts, ...FRESH, sentElsewhere: true } }),
    }),
  },
  refers: (step) => ({ roles: given(step.who, step.elsewhere?.who), fields: given(step.elsewhere?.urgent) }),
});
