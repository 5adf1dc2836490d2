import { endAs, next, to } from '../../step/outcome';
import type { Run } from '../../stage';
import type { classify, Nature } from './definition';
import { tellCustomer } from '../../step/notify-customer';

export const runClassify: Run<typeof classify> = async (c, step) => {
  const cameBack = c.remember('came-back', () => c.state.round > 1 && c.state.facts['nature'] === 'communicative');
  if (cameBack) {
    c.record('turned', 'TurnedValid', { round: c.state.round });
    return next;
  }
  const answer = await c.awaitTask('nature', { ...step, actions: ['classifyComplaint'] });
  // Nobody said what it is: the benefit of the doubt is the customer's.
  const { nature = 'valid', ...words } = (answer?.data ?? {}) as {
    nature?: Nature;
    reason?: string;
    evidence?: string;
  };
  c.record('judged', 'NatureJudged', { nature, ...words }, answer?.by);
  if (nature === 'unfounded') {
    await tellCustomer(c, 'explanation', step.unfounded.template, step);
    return endAs(step.unfounded.end);
  }
  return nature === 'communicative' && step.communicative.to !== undefined ? to(step.communicative.to) : next;
};
