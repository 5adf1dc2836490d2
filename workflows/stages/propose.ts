import { next } from '../outcome';
import type { Stage } from '../stage';
import { ofHandler } from './handler';

/** A proposal whose parameters a remedy refuses is given back at once; this many times in one visit. */
const MOST_ATTEMPTS = 20;

export const propose: Stage<'propose'> = async (c, step) => {
  // Remembered with the step: `refuse` of the action looks it up there.
  if (step.remedies !== undefined) await c.decide('remedies', step.remedies);
  for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
    const answer = await c.awaitTask(`proposal-${attempt}`, {
      ...(step.byHandler === false ? step : ofHandler(c, step)),
      actions: ['propose', 'declineDemand'],
    });
    if (answer?.action === 'declineDemand') {
      c.record('declined', 'DemandDeclined', { ...answer.data }, answer.by);
      return next;
    }
    const options = answer?.data['options'];
    if (!Array.isArray(options)) continue;
    const priced = await c.ask(`priced-${attempt}`, 'priceOptions', { options: options as never });
    if (priced.ok) {
      const { reason } = answer?.data as { reason?: string };
      const words = reason === undefined ? {} : { reason };
      c.record(
        'proposed',
        'RemedyProposed',
        { options: priced.options, costFen: priced.costFen, ...words },
        answer?.by,
      );
      return next;
    }
    c.record(`unfit-${attempt}`, 'ProposalUnfit', { problems: priced.problems }, answer?.by);
  }
  return next;
};
