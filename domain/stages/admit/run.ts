import type { Admission } from './definition';
import { endAs, next } from '../../step/outcome';
import type { Run } from '../../stage';
import type { admit } from './definition';
import { tellCustomer } from '../../step/notify-customer';

const EVENTS = {
  admitted: 'ComplaintAdmitted',
  refused: 'AdmissionRefused',
  question: 'AnsweredAsQuestion',
  transferred: 'ComplaintTransferred',
} as const satisfies Record<Admission, string>;

export const runAdmit: Run<typeof admit> = async (c, step) => {
  const answer = await c.awaitTask('admission', { ...step, actions: ['decideAdmission'] });
  // Nobody decided and the ladder names no default: whoever complains is not sent away by silence.
  const { outcome = 'admitted', ...words } = (answer?.data ?? {}) as { outcome?: Admission; reason?: string };
  c.record('decided', EVENTS[outcome], words, answer?.by);
  const rules = outcome === 'admitted' ? undefined : step[outcome];
  if (rules === undefined) return next;
  await tellCustomer(c, 'told', rules.template, step, words.reason === undefined ? {} : { reason: words.reason });
  return endAs(rules.end, rules.then);
};
