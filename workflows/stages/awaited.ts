import type { StepHandle } from '../case';

/** It is the customer's turn: the case is paused for them, and what is owed to them by a certain time waits meanwhile. */
export function awaitsCustomer(c: StepHandle): boolean {
  return c.state.pause?.waitsFor === 'customer' && !isAnswered(c);
}

/** The main line has come to its archive: the customer has heard everything there is to hear. */
export function isAnswered(c: StepHandle): boolean {
  const archive = c.policy.main.find(({ stage }) => stage === 'archive')?.id;
  return c.state.status !== 'open' || c.state.lines['main']?.step === archive;
}
