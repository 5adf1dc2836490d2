import { holderOf } from '../../domain/envelope';
import { next } from '../outcome';
import type { Stage } from '../stage';

export const takeOver: Stage<'takeOver'> = async (c, step) => {
  const before = c.remember('before', () => c.state.handler ?? '');
  const answer = await c.awaitTask('accept', {
    ...step,
    actions: ['accept'],
    barred: before === '' ? [] : [{ id: before, why: 'handler' }],
  });
  if (answer?.by !== undefined) c.record('taken', 'CaseTakenOver', { person: holderOf(answer.by) }, answer.by);
  return next;
};
