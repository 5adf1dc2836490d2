import { z } from 'zod';
import { defineAction } from '../action';
import { timeLimitSchema, waitBase } from '../policy/step';
import { defineStage } from '../stage';
import { both } from '../text';

/**
 * Confirmation at the desk (seed 003): a foreman or above of the department confirms the quality question within a
 * short time and signs. Silent until then: the desk decides, and the department may not change it any more.
 */
export const confirm = defineStage({
  stage: 'confirm',
  title: both('到台确认', 'Confirm at the desk'),
  params: z.strictObject({
    ...waitBase,
    within: timeLimitSchema,
    stage: z.literal('confirm'),
    table: z.string().default('routing'),
    /** Role that decides when the department stays silent. */
    desk: z.string(),
    deskWithin: timeLimitSchema.optional(),
    unfounded: z.strictObject({ end: z.string().default('unfounded'), template: z.string().default('unfounded') }).prefault({}),
  }),
  actions: [
    defineAction({
      name: 'confirmQuality',
      title: both('确认质量问题', 'Confirm the quality question'),
      help: both('到前台核对商品并签字；虚假确认属违纪。', 'Come to the desk, look at the goods and sign; a false confirmation is a violation.'),
      data: (text) => z.strictObject({ atFault: z.boolean(), finding: text.optional() }),
    }),
    defineAction({
      name: 'decideAtDesk',
      title: both('前台决定', 'Decide at the desk'),
      help: both('部门未按时到场，由前台直接处理。', 'The department did not come in time: the desk decides.'),
      data: (text) => z.strictObject({ atFault: z.boolean(), finding: text.optional() }),
    }),
  ],
  events: {
    QualityConfirmed: (state, data: { atFault: boolean; finding?: string; person?: string }) => ({
      judgement: { founded: data.atFault, demandReasonable: state.judgement?.demandReasonable ?? true },
    }),
    DeskDecided: (state, data: { atFault: boolean; finding?: string }) => ({
      judgement: { founded: data.atFault, demandReasonable: state.judgement?.demandReasonable ?? true },
    }),
  },
  refers: (step) => ({ roles: [step.who, step.desk], tables: [step.table], templates: [step.unfounded.template] }),
});
