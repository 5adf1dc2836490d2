import { z } from 'zod';
import { defineAction } from '../../actions/action';
import { event } from '../../event';
import type { Envelope } from '../../file/envelope';
import type { CaseEvent } from '../../file/stored-event';
import { withJudgement } from '../../case/judgement';
import { rungSchema, timeLimitSchema, waitBase } from '../../policy/step';
import type { Refusal } from '../../file/refusal';
import { refuse } from '../../file/refusal';
import { defineStage } from '../../stage';
import type { CaseState } from '../../case/state';
import { both } from '../../values/text';

/** What somebody at the desk finds: goods not at fault need a reason that can be shown to the customer. */
function findingOf(text: z.ZodType<string, string>) {
  return z.strictObject({ atFault: z.boolean(), finding: text.optional() });
}
type Finding = z.infer<ReturnType<typeof findingOf>>;

function withoutReason({ message }: { message: Envelope<Finding> }): Refusal | undefined {
  return message.data.atFault || message.data.finding !== undefined
    ? undefined
    : refuse(
        'EvidenceMissing',
        422,
        both('确认无质量问题须写明依据。', 'To find the goods not at fault, state what was found.'),
        both('填写 finding，或确认有质量问题。', 'Fill in "finding", or confirm the quality fault.'),
      );
}

/**
 * Confirmation at the desk (seed 003): a foreman or above of the department confirms the quality question within a
 * short time and signs. Silent until then: the desk decides, and the department may not change it any more. That
 * silence leaves it to the desk is what this stage is for, so no ladder has to say it.
 */
export const confirm = defineStage({
  stage: 'confirm',
  title: both('到前台验货确认', 'Inspect the goods at the desk'),
  params: z.strictObject({
    ...waitBase,
    within: timeLimitSchema,
    stage: z.literal('confirm'),
    table: z.string().default('routing'),
    /** Role that decides when the department stays silent. */
    desk: z.string(),
    deskWithin: timeLimitSchema.optional(),
    deskOverdue: z.array(rungSchema).default([]),
    unfounded: z
      .strictObject({ end: z.string().default('unfounded'), template: z.string().default('unfounded') })
      .prefault({}),
  }),
  actions: [
    defineAction({
      name: 'confirmQuality',
      approves: true,
      title: both('确认质量问题', 'Confirm the quality fault'),
      help: both(
        '到前台核对商品并签字；虚假确认属违纪。',
        'Inspect the goods at the desk and sign. A false confirmation is a violation.',
      ),
      data: findingOf,
      refuse: withoutReason,
    }),
    defineAction({
      name: 'decideAtDesk',
      approves: true,
      title: both('前台决定', 'Decide at the desk'),
      help: both('部门未按时到场，由前台直接处理。', 'The department did not come in time. The desk decides.'),
      data: findingOf,
      refuse: withoutReason,
    }),
  ],
  events: {
    QualityConfirmed: event<Finding>({ audience: 'staff', apply: judged }),
    DeskDecided: event<Finding>({ audience: 'staff', apply: judged }),
  },
  refers: (step) => ({ roles: [step.who, step.desk], tables: [step.table], templates: [step.unfounded.template] }),
  leads: () => ({ end: true }),
  silenceDecides: true,
});

function judged(state: CaseState, { atFault, finding }: Finding, event: CaseEvent): Partial<CaseState> {
  return withJudgement(state, event, {
    founded: atFault,
    demandReasonable: state.judgement?.demandReasonable ?? true,
    ...(finding === undefined ? {} : { evidence: finding }),
  });
}
