import { done, endAs } from '../outcome';
import type { Stage } from '../stage';

export const confirmWithdrawal: Stage<'confirmWithdrawal'> = async (c, step) => {
  const handler = c.state.handler;
  const answer = await c.awaitTask('confirm', {
    ...step,
    actions: ['confirmWithdrawal'],
    barred: handler === undefined ? [] : [{ id: handler, why: 'handler' }],
  });
  const { confirmed = false, ...words } = (answer?.data ?? {}) as { confirmed?: boolean };
  if (!confirmed) {
    c.record('declined', 'WithdrawalDeclined', words, answer?.by);
    return done;
  }
  c.record('withdrawn', 'Withdrawn', words, answer?.by);
  return endAs(step.end);
};
