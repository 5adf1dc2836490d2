import { next } from '../../domain/step/outcome';
import type { Stage } from '../stage';

export const handIn: Stage<'handIn'> = async (c, step) => {
  const answer = await c.awaitTask('money', { ...step, actions: ['confirmPayment'] });
  if (answer?.by !== undefined)
    c.record('money', 'MoneyHandedIn', { chargedFen: c.state.facts['chargedFen'] ?? 0, ...answer.data }, answer.by);
  return next;
};
