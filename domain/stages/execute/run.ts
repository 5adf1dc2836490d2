import { agreedOption } from '../../case/effects/consent';
import { next, to } from '../../step/outcome';
import type { Run } from '../../stage';
import type { execute } from './definition';
import { carryOut } from '../../step/carry-out';

export const runExecute: Run<typeof execute> = async (c, step) => {
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
