import { next, to } from '../outcome';
import type { Stage } from '../stage';
import { carryOut } from './carry-out';

export const execute: Stage<'execute'> = async (c, step) => {
  const accepted = c.state.accepted;
  const done = await carryOut(c, step, {
    number: (accepted?.option ?? 0) + 1,
    remedies: accepted?.options.remedies ?? [],
  });
  return done ? next : to(step.failed.to);
};
