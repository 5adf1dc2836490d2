import { z } from 'zod';
import { defineAction } from '../../actions/action';
import { event } from '../../event';
import { findingsSchema } from '../../case/findings';
import type { Findings } from '../../case/findings';
import { takenUp } from '../../linked-cases/incident/taken-up';
import { waitBase } from '../../policy/step';
import { defineStage } from '../../stage';
import { both } from '../../values/text';

/** Cause and the persons directly responsible (seed 000, step 4). */
export const investigate = defineStage({
  stage: 'investigate',
  title: both('调查原因', 'Investigate'),
  params: z.strictObject({
    ...waitBase,
    stage: z.literal('investigate'),
    /** `false` where another body takes it over from the case's handler (audit). Not defaulted: older cases lack it. */
    byHandler: z.boolean().optional(),
  }),
  actions: [
    defineAction({
      name: 'submitFindings',
      title: both('提交调查结果', 'Submit findings'),
      help: both('写明原因和直接责任人。', 'State the cause and the persons directly responsible.'),
      data: findingsSchema,
    }),
  ],
  events: {
    FindingsSubmitted: event<Findings & { incident?: string | undefined }>({
      audience: 'staff',
      apply: (state, data) => ({
        findings: data,
        ...takenUp(state, 'findings'),
        respondents: [...new Set([...state.respondents, ...data.persons])],
      }),
    }),
  },
  refers: (step) => ({ roles: [step.who] }),
});
