import { z } from 'zod';
import { defineAction } from '../action';
import { waitBase } from '../policy/step';
import { defineStage } from '../stage';
import { both } from '../text';

/**
 * A promised time (seed 000, P2: whatever the progress, the customer hears by then). The task is due at the time that
 * was promised; the step's `within` is not used.
 */
export const keepPromise = defineStage({
  stage: 'keepPromise',
  title: both('兑现承诺', 'Keep a promise'),
  params: z.strictObject({ ...waitBase, stage: z.literal('keepPromise') }),
  actions: [
    defineAction({
      name: 'keepPromise',
      title: both('已按承诺答复', 'The customer was told as promised'),
      help: both(
        '无论进展如何，到时须给客户答复。',
        'Tell the customer by the promised time, with or without progress.',
      ),
      data: (text) => z.strictObject({ comment: text.optional() }),
    }),
  ],
  events: {
    PromiseKept: (state, data: { line: string }) => ({ promises: settle(state.promises, data.line, 'kept') }),
    PromiseMissed: (state, data: { line: string }) => ({ promises: settle(state.promises, data.line, 'missed') }),
  },
  refers: (step) => ({ roles: [step.who] }),
  leads: () => ({ next: false, end: true }),
});

function settle<P extends { line: string; status: string }>(
  promises: P[],
  line: string,
  status: 'kept' | 'missed',
): P[] {
  return promises.map((promise) =>
    promise.line === line && promise.status === 'made' ? { ...promise, status } : promise,
  );
}
