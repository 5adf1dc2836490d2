import type { Admission } from '../../domain/stages/admit';
import { endAs, next } from '../../domain/step/outcome';
import type { Stage } from '../stage';
import { tellCustomer } from '../../domain/step/notify-customer';

const EVENTS: Record<Admission, string> = {
  admitted: 'ComplaintAdmitted',
  refused: 'AdmissionRefused',
  question: 'AnsweredAsQuestion',
  transferred: 'ComplaintTransferred',
};

export const admit: Stage<'admit'> = async (c, step) => {
  const answer = await c.awaitTask('admission', { ...step, actions: ['decideAdmission'] });
  // Nobody decided and the ladder names no default: whoever complains is not sent away by silence.
  const { outcome = 'admitted', ...words } = (answer?.data ?? {}) as { outcome?: Admission; reason?: string };
  c.record('decided', EVENTS[outcome], words, answer?.by);
  const rules = outcome === 'admitted' ? undefined : step[outcome];
  if (rules === undefined) return next;
  await tellCustomer(c, 'told', rules.template, step, words.reason === undefined ? {} : { reason: words.reason });
  return endAs(rules.end, rules.then);
};
