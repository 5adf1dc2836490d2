import type { StepHandle } from '../case';

/** The main line has come to its archive: the customer has heard everything there is to hear. */
export function isAnswered(c: StepHandle): boolean {
  const archive = c.policy.main.find(({ stage }) => stage === 'archive')?.id;
  return c.state.status !== 'open' || c.state.lines['main']?.step === archive;
}
