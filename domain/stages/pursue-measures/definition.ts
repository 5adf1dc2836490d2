import { z } from 'zod';
import { stepBase } from '../../policy/step';
import { defineStage } from '../../stage';
import { event } from '../../event';
import { both } from '../../values/text';

/**
 * Opens a corrective action for each measure planned in the case (seed 000, step 8: measures that lower the complaint
 * rate), by the policy's `correctiveActions`. It lives on when the case is closed, and so asks nobody here.
 */
export const pursueMeasures = defineStage({
  stage: 'pursueMeasures',
  title: both('持续跟踪措施', 'Follow up the measures'),
  params: z.strictObject({
    ...stepBase,
    stage: z.literal('pursueMeasures'),
    aim: z.enum(['corrective', 'preventive']).default('corrective'),
  }),
  actions: [],
  events: {
    /** The measure, from 1, knows its corrective action; without one, it could not be opened. */
    MeasurePursued: event<{ measure: number; status: string; correctiveAction?: string }>({
      audience: 'staff',
      apply: (state, data) => ({
        improvements: state.improvements.map((one, i) =>
          i === data.measure - 1 && data.correctiveAction !== undefined
            ? { ...one, correctiveAction: data.correctiveAction }
            : one,
        ),
      }),
    }),
  },
});
