import { next } from '../../step/outcome';
import type { Run } from '../../stage';
import type { readBack } from './definition';

/** As often as a record is corrected before the case goes on without the customer's confirmation. */
const MOST_CORRECTIONS = 5;

export const runReadBack: Run<typeof readBack> = async (c, step) => {
  for (let reading = 1; reading <= MOST_CORRECTIONS; reading++) {
    const answer = await c.awaitTask(`reading-${reading}`, { ...step, actions: ['confirmRecord'] });
    if (answer?.by === undefined) return next;
    const { confirmed, ...words } = answer.data;
    if (confirmed) {
      c.record('confirmed', 'RecordConfirmed', words, answer.by);
      return next;
    }
    c.record(`corrected-${reading}`, 'RecordCorrected', words, answer.by);
  }
  return next;
};
