import { z } from 'zod';
import { defineAction } from '../../actions/action';
import { event } from '../../event';
import { waitBase } from '../../policy/step';
import { defineStage } from '../../stage';
import type { CaseState } from '../../case/state';
import { both } from '../../values/text';

/**
 * A promised time (seed 000, P2: whatever the progress, the customer hears by then). The task is due at the time that
 * was promised; the step's `within` is not used. Kept by whatever reaches the customer in time with what was promised
 * (`domain/case/messages/promises.ts`), missed at that time otherwise.
 */
export const keepPromise = defineStage({
  stage: 'keepPromise',
  title: both('兑现承诺', 'Keep a promise'),
  params: z.strictObject({ ...waitBase, stage: z.literal('keepPromise') }),
  actions: [
    defineAction({
      name: 'keepPromise',
      title: both('已按承诺答复', 'Customer informed as promised'),
      help: both(
        '无论进展如何，到时须给客户答复。',
        'Inform the customer by the promised time, whether or not there is progress.',
      ),
      data: (text) => z.strictObject({ comment: text.optional() }),
    }),
  ],
  events: {
    // A word that had reached them in time counts also where that was heard of only after the time.
    PromiseKept: event<{ line: string; promisedAt: string; comment?: string; told?: number }>({
      audience: 'staff',
      inReport: 'told',
      apply: (state, { line }, { at }) => ({
        promises: changed(state.promises, line, () => ({ status: 'kept', toldAt: at })),
      }),
    }),
    PromiseMissed: event<{ line: string; promisedAt: string }>({
      ...{ audience: 'staff', inReport: 'told', why: 'rung' },
      apply: (state, { line }) => ({
        promises: changed(state.promises, line, ({ status }) => (status === 'made' ? { status: 'missed' } : {})),
      }),
    }),
    PromiseToldLate: event<{ line: string; promisedAt: string; comment?: string; told?: number }>({
      audience: 'staff',
      inReport: 'told',
      apply: (state, { line }, { at }) => ({
        promises: changed(state.promises, line, ({ status }) => ({
          ...(status === 'made' ? { status: 'missed' as const } : {}),
          toldAt: at,
        })),
      }),
    }),
  },
  refers: (step) => ({ roles: [step.who] }),
  leads: () => ({ next: false, end: true }),
});

function changed(
  promises: CaseState['promises'],
  line: string,
  change: (promise: CaseState['promises'][number]) => Partial<CaseState['promises'][number]>,
): CaseState['promises'] {
  return promises.map((promise) => (promise.line === line ? { ...promise, ...change(promise) } : promise));
}
