import { z } from 'zod';
import { actionOf } from '../../actions/action';
import { event } from '../../event';
import { waitBase } from '../../policy/step';
import { refuse } from '../../file/refusal';
import { defineStage } from '../../stage';
import { both } from '../../values/text';
import { instantSchema } from '../../time/instant';

const params = z.strictObject({
  ...waitBase,
  stage: z.literal('improve'),
  /** A supplier who bears the loss is called upon to improve, with a due date, and somebody of ours follows it. */
  supplier: z.boolean().default(false),
});
const define = actionOf<z.output<typeof params>>();

/** Measures that lower the complaint rate (seed 000, step 8): what, whose, until when. */
export const improve = defineStage({
  stage: 'improve',
  title: both('改善措施', 'Improve'),
  params,
  actions: [
    define({
      name: 'planImprovement',
      title: both('提出改善措施', 'Plan improvements'),
      help: both(
        '措施、责任人、期限；没有也请说明。',
        'Improvement measures with owner and due date. If there are none, say so.',
      ),
      data: (text, { staff }) =>
        z.strictObject({
          measures: z
            .array(
              z.strictObject({
                what: text,
                owner: staff,
                dueAt: instantSchema().optional(),
                /** What the supplier has to do; the owner sees to it. */
                ofSupplier: z.boolean().optional(),
              }),
            )
            .max(10),
        }),
      refuse: ({ state, message, step }) =>
        step?.supplier === true &&
        (state.liability ?? []).some(({ bearer }) => bearer === 'supplier') &&
        !message.data.measures.some(({ ofSupplier, dueAt }) => ofSupplier === true && dueAt !== undefined)
          ? refuse(
              'EvidenceMissing',
              422,
              both(
                '须有一项责令供应商改善的措施，并写明期限。',
                'One measure must be for the supplier, with a due date.',
              ),
              both('请勾选供应商措施并填写期限。', 'Mark a measure as the supplier’s and fill in its due date.'),
            )
          : undefined,
    }),
  ],
  events: {
    ImprovementPlanned: event<Record<string, unknown>>({
      audience: 'staff',
      apply: (state, data) => ({ improvements: [...state.improvements, data] }),
    }),
  },
  refers: (step) => ({ roles: [step.who] }),
});
