import { z } from 'zod';
import { defineAction } from '../../actions/action';
import { event } from '../../event';
import { tellingSchema, waitBase } from '../../policy/step';
import { defineStage, given } from '../../stage';
import { both } from '../../values/text';

/**
 * The unit that handled the case reports the result to where it came from, within a time from finishing (seed 004: the
 * store to the group's customer service within 24 hours).
 */
export const reportBack = defineStage({
  stage: 'reportBack',
  outward: true,
  title: both('反馈处理结果', 'Report back'),
  params: z.strictObject({
    ...waitBase,
    ...tellingSchema,
    stage: z.literal('reportBack'),
    template: z.string().default('resultReported'),
  }),
  actions: [
    defineAction({
      name: 'reportResult',
      title: both('反馈结果', 'Report the result'),
      help: both('写明处理结果，反馈给移交单位。', 'State the result for the unit that handed the case over.'),
      data: (text) => z.strictObject({ result: text }),
    }),
  ],
  events: {
    ResultReported: event<{ inTime: boolean; result?: string }>({ audience: 'staff' }),
  },
  refers: (step) => ({ roles: given(step.who, ...step.tell, step.from), templates: [step.template] }),
});
