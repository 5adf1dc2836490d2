import { holderOf } from '../../file/envelope';
import { next } from '../../step/outcome';
import type { Run } from '../../stage';
import type { takeOver } from './definition';

export const runTakeOver: Run<typeof takeOver> = async (c, step) => {
  const before = c.remember('before', () => c.state.handler ?? '');
  const answer = await c.awaitTask('accept', {
    ...step,
    actions: ['accept'],
    barred: before === '' ? [] : [{ id: before, why: 'handler' }],
  });
  if (answer?.by !== undefined) c.record('taken', 'CaseTakenOver', { person: holderOf(answer.by) }, answer.by);
  return next;
};
