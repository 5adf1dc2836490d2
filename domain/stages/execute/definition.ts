import { z } from 'zod';
import { defineAction } from '../../actions/action';
import { event } from '../../event';
import { waitBase } from '../../policy/step';
import { defineStage } from '../../stage';
import { both } from '../../values/text';

/**
 * The remedies of what was agreed and approved in this round, and of nothing else, one after another, each once under its key. If one fails for good, those before it
 * are undone where they can be; if an answer never came, a person finds out what happened before anything is repeated.
 * `who` is the role that does so.
 */
export const execute = defineStage({
  stage: 'execute',
  outward: true,
  title: both('落实方案', 'Execute'),
  params: z.strictObject({ ...waitBase, stage: z.literal('execute'), failed: z.strictObject({ to: z.string() }) }),
  actions: [
    defineAction({
      name: 'settleUnknown',
      title: both('核实执行结果', 'Confirm the outcome'),
      help: both(
        '向支付或仓储方核实后填写实际结果。',
        'Check with the payer or the warehouse, then record the actual outcome.',
      ),
      data: (text) => z.strictObject({ executed: z.boolean(), comment: text.optional() }),
    }),
  ],
  events: {
    ExecutionRefused: event<{ because: string }>({ audience: 'staff' }),
  },
  refers: (step) => ({ roles: [step.who], steps: [step.failed.to] }),
});
