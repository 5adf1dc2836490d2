import { endAs, next } from '../outcome';
import type { Stage } from '../stage';
import { tellCustomer } from './telling';

export const judge: Stage<'judge'> = async (c, step) => {
  const answer = await c.awaitTask('judge', { ...step, actions: ['judge'] });
  // Nobody judged and the ladder names no default: the benefit of the doubt is the customer's.
  const {
    founded = true,
    demandReasonable = true,
    ...words
  } = (answer?.data ?? {}) as {
    founded?: boolean;
    demandReasonable?: boolean;
  };
  c.record('judged', founded ? 'JudgedFounded' : 'JudgedUnfounded', { demandReasonable, ...words }, answer?.by);
  if (founded) return next;
  await tellCustomer(c, 'explanation', step.unfounded.template, step);
  return endAs(step.unfounded.end, step.unfounded.then);
};
