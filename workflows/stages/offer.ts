import { endAs, next, to } from '../outcome';
import type { Stage } from '../stage';
import { tellCustomer } from './telling';

export const offer: Stage<'offer'> = async (c, step) => {
  const options = c.state.proposal?.options ?? [];
  for (const [i, option] of options.entries()) {
    if (step.template !== null)
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
      return endAs(step.silent.end, step.silent.then);
    }
    const { accepted, ...words } = answer.data as { accepted?: boolean };
    if (accepted === true) {
      c.record('accepted', 'OfferAccepted', { option: i, ...words }, answer.by);
      return next;
    }
    c.record(`refused-${i + 1}`, 'OfferRefused', { option: i, ...words }, answer.by);
  }
  c.record('all-refused', 'AllOptionsRefused', { options: options.length });
  const { to: anew, atMost, template, end, then } = step.refused;
  if (anew !== undefined && c.state.proposalsRefused <= atMost) return to(anew);
  await tellCustomer(c, 'refused', template, step);
  return endAs(end, then);
};
