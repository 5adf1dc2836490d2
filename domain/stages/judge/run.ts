import { endAs, next } from '../../step/outcome';
import { tellCustomer } from '../../step/notify-customer';
import type { Run } from '../../stage';
import type { judge } from './definition';

export const runJudge: Run<typeof judge> = async (c, step) => {
  const answer = await c.awaitTask('judge', { ...step, actions: ['judge'] });
  // Nobody judged and the ladder names no default: the benefit of the doubt is the customer's.
  const { founded = true, demandReasonable = true, ...words } = { ...answer?.data } as Partial<Judged>;
  c.record('judged', founded ? 'JudgedFounded' : 'JudgedUnfounded', { demandReasonable, ...words }, answer?.by);
  if (founded) return next;
  await tellCustomer(c, 'explanation', step.unfounded.template, step);
  return endAs(step.unfounded.end, step.unfounded.then);
};

interface Judged {
  founded: boolean;
  demandReasonable: boolean;
}
