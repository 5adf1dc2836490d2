import { offerOf, optionsInRound } from '../../case/effects/consent';
import type { Offer } from '../../case/state';
import { endAs, next, to } from '../../step/outcome';
import type { Run } from '../../stage';
import type { offer } from './definition';
import { tellCustomer } from '../../step/notify-customer';

export const runOffer: Run<typeof offer> = async (c, step) => {
  const options = c.state.proposal?.options ?? [];
  const inRound = optionsInRound(c.state);
  for (const [i, option] of options.entries()) {
    const offer = offerOf(c.state, i);
    c.record(`offered-${i + 1}`, 'OptionOffered', { ...offer });
    if (step.template !== null)
      await tellCustomer(c, `option-${i + 1}`, step.template, step, {
        option: offer.option,
        options: inRound,
        round: offer.round,
        remedies: option.remedies.map((remedy) => remedy.kind).join(', '),
        costFen: option.costFen,
      });
    const answer = await c.awaitTask(`answer-${i + 1}`, {
      ...{ ...step, actions: ['answerOffer', 'customerSilent'], offer: named(offer) },
    });
    const { accepted, option: _option, round: _round, ...words } = (answer?.data ?? {}) as Answer;
    // Time agrees to nothing in the customer's place.
    if (answer?.action === 'customerSilent' || (answer?.by === undefined && accepted !== false)) {
      c.record('silent', 'CustomerSilent', words, answer?.by);
      if (step.silent.template !== undefined) await tellCustomer(c, 'silent', step.silent.template, step);
      return endAs(step.silent.end, step.silent.then);
    }
    if (accepted === true) {
      c.record('accepted', 'OfferAccepted', { option: i, offer: named(offer), ...words }, answer?.by);
      return next;
    }
    c.record(`refused-${i + 1}`, 'OfferRefused', { option: i, offer: named(offer), ...words }, answer?.by);
  }
  c.record('all-refused', 'AllOptionsRefused', { options: options.length });
  const { to: anew, atMost, template, end, then } = step.refused;
  if (anew !== undefined && c.state.proposalsRefused <= atMost) return to(anew);
  await tellCustomer(c, 'refused', template, step);
  return endAs(end, then);
};

interface Answer {
  accepted?: boolean;
  option?: number;
  round?: number;
  comment?: string;
}

function named({ option, round }: Offer): Pick<Offer, 'option' | 'round'> {
  return { option, round };
}
