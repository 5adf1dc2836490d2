import { next } from '../../step/outcome';
import type { Run } from '../../stage';
import type { agreeTime } from './definition';

export const runAgreeTime: Run<typeof agreeTime> = async (c, step) => {
  const answer = await c.awaitTask('time', { ...step, actions: ['agreeTime'] });
  const { at } = (answer?.data ?? {}) as { at?: string };
  if (at === undefined) return next;
  const line = c.remember('line', () => `promise.${c.state.promises.length + 1}`);
  c.record(
    'promised',
    'PromiseMade',
    { ...answer?.data, at: new Date(at).toISOString(), line, of: step.of },
    answer?.by,
  );
  return next;
};
