import { agreedOption } from '../../domain/consent';
import { next, to } from '../../domain/step/outcome';
import type { Stage } from '../stage';
import { carryOut } from './carry-out';

export const execute: Stage<'execute'> = async (c, step) => {
  const agreed = agreedOption(c.state, c.place);
  if (!agreed.ok) {
    const { because } = agreed;
    if (c.state.accepted !== undefined) c.record('not-agreed', 'ExecutionRefused', { because });
    // What was changed after it was agreed to is proposed anew; where nothing is left to be done, the line goes on.
    return because === 'changed' ? to(step.failed.to) : next;
  }
  const { option, remedies } = agreed;
  const done = await carryOut(c, step, { number: option + 1, remedies, proposal: c.state.proposals });
  return done ? next : to(step.failed.to);
};
