import { next } from '../../step/outcome';
import type { Run } from '../../stage';
import type { handIn } from './definition';

export const runHandIn: Run<typeof handIn> = async (c, step) => {
  const answer = await c.awaitTask('money', { ...step, actions: ['confirmPayment'] });
  if (answer?.by !== undefined)
    c.record('money', 'MoneyHandedIn', { chargedFen: c.state.facts['chargedFen'] ?? 0, ...answer.data }, answer.by);
  return next;
};
