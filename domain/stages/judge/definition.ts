import { z } from 'zod';
import { defineAction } from '../../actions/action';
import { event } from '../../event';
import type { Judgement } from '../../case/parts';
import { withJudgement } from '../../case/judgement';
import { thenSchema, waitBase } from '../../policy/step';
import { refuse } from '../../file/refusal';
import { defineStage, given } from '../../stage';
import { both } from '../../values/text';

type Found = Pick<Judgement, 'demandReasonable' | 'reason' | 'evidence'>;

/**
 * Founded or not (seed 000, step 2): are the reasons sufficient, is the demand reasonable. Unfounded needs named
 * evidence; without it the complaint counts as founded (benefit of the doubt).
 */
export const judge = defineStage({
  stage: 'judge',
  title: both('判断是否成立', 'Judge the complaint'),
  params: z.strictObject({
    ...waitBase,
    stage: z.literal('judge'),
    unfounded: z
      .strictObject({
        end: z.string().default('unfounded'),
        template: z.string().default('unfounded'),
        then: thenSchema,
      })
      .prefault({}),
  }),
  actions: [
    defineAction({
      name: 'judge',
      title: both('判定', 'Judge'),
      help: both(
        '理由是否充分、要求是否合理；判为不成立须写明证据。',
        'Whether the reasons are sufficient and the demand is reasonable. To judge a complaint unfounded, name the evidence.',
      ),
      data: (text) =>
        z.strictObject({
          founded: z.boolean(),
          demandReasonable: z.boolean().default(true),
          reason: text.optional(),
          evidence: text.optional(),
        }),
      refuse: ({ message }) =>
        !message.data.founded && message.data.evidence === undefined
          ? refuse(
              'EvidenceMissing',
              422,
              both('判为不成立须写明证据。', 'To judge a complaint unfounded, name the evidence.'),
              both('填写 evidence，或判为成立。', 'Fill in "evidence", or judge the complaint founded.'),
            )
          : undefined,
    }),
  ],
  events: {
    JudgedFounded: event<Found>({
      audience: 'staff',
      apply: (state, found, by) => withJudgement(state, by, { founded: true, ...found }),
    }),
    JudgedUnfounded: event<Found>({
      audience: 'staff',
      apply: (state, found, by) => withJudgement(state, by, { founded: false, ...found }),
    }),
  },
  refers: (step) => ({ roles: [step.who], steps: given(step.unfounded.then), templates: [step.unfounded.template] }),
  leads: (step) => ({ end: step.unfounded.then === undefined }),
});
