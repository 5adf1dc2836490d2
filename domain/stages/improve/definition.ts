import { z } from 'zod';
import { defineAction } from '../../action';
import { event } from '../../event';
import { waitBase } from '../../policy/step';
import { defineStage } from '../../stage';
import { both } from '../../text';
import { instantSchema } from '../../instant';

/** Measures that lower the complaint rate (seed 000, step 8): what, whose, until when. */
export const improve = defineStage({
  stage: 'improve',
  title: both('改善措施', 'Improve'),
  params: z.strictObject({ ...waitBase, stage: z.literal('improve') }),
  actions: [
    defineAction({
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
              }),
            )
            .max(10),
        }),
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
