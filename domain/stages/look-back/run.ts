import { LOOK_BACK_FACTS } from './definition';
import { next } from '../../step/outcome';
import type { Run } from '../../stage';
import type { lookBack } from './definition';

/** A hint holds nobody up: where nobody can look, the case goes on without. */
export const runLookBack: Run<typeof lookBack> = async (c) => {
  const { intake, respondents, recordedAt } = c.state;
  const { phone, email } = intake?.complainant ?? {};
  const supplier = intake?.respondent.supplier;
  const { status, result } = await c.perform('history', 'lookBack', {
    before: recordedAt ?? c.now(),
    contact: { ...(phone === undefined ? {} : { phone }), ...(email === undefined ? {} : { email }) },
    persons: respondents,
    ...(supplier === undefined ? {} : { supplier }),
  });
  const found = LOOK_BACK_FACTS.flatMap((fact): [string, number][] => {
    const n = result?.[fact];
    return typeof n === 'number' ? [[fact, n]] : [];
  });
  c.record('found', 'HistoryFound', { found: Object.fromEntries(found), looked: status === 'succeeded' });
  return next;
};
