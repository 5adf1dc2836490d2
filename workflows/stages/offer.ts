import { endAs, next, to } from '../outcome';
import type { Stage } from '../stage';
import { tellCustomer } from './telling';

export const offer: Stage<'offer'> = async (c, step) => {
  const options = c.state.proposal?.options ?? [];
  for (const [i, option] of options.entries()) {
    await tellCustomer(c, `option-${i + 1}`, step.template, step, {
      option: i + 1,
      options: options.length,
      remedies: option.remedies.map((remedy) => remedy.kind).join(', '),
      costFen: option.costFen,
    });
    const answer = await c.awaitTask(`answer-${i + 1}`, { ...step, actions: ['answerOffer', 'customerSilent'] });
    if (answer?.action === 'customerSilent' || (answer?.by === undefined && answer?.data['accepted'] === undefined)) {
      c.record('silent', 'CustomerSilent', { ...answer?.data }, answer?.by);
      if (step.silent.template !== undefined) await tellCustomer(c, 'silent', step.silent.template, step);
      return endAs(step.silent.end);
    }
    const { accepted, ...words } = answer.data as { accepted?: boolean };
    if (accepted === true) {
      c.record('accepted', 'OfferAccepted', { option: i, ...words }, answer.by);
      return next;
    }
    c.record(`refused-${i + 1}`, 'OfferRefused', { option: i, ...words }, answer.by);
  }
  // `visit` counts how often options were put to the customer, so that no loop goes on for ever.
  if (step.refused.to !== undefined && c.visit <= step.refused.atMost) return to(step.refused.to);
  await tellCustomer(c, 'refused', step.refused.template, step);
  return endAs(step.refused.end);
};
