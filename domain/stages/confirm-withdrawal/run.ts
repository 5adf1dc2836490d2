import { done, endAs } from '../../step/outcome';
import type { Run } from '../../stage';
import type { confirmWithdrawal } from './definition';

export const runConfirmWithdrawal: Run<typeof confirmWithdrawal> = async (c, step) => {
  const answer = await c.awaitTask('confirm', { ...step, actions: ['confirmWithdrawal'] });
  const { confirmed = false, ...words } = (answer?.data ?? {}) as { confirmed?: boolean };
  if (!confirmed) {
    c.record('declined', 'WithdrawalDeclined', words, answer?.by);
    return done;
  }
  c.record('withdrawn', 'Withdrawn', words, answer?.by);
  return endAs(step.end);
};
