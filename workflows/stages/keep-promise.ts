import { isInTime } from '../../domain/pause';
import { done } from '../outcome';
import type { Stage } from '../stage';
import { ofHandler } from './handler';

/** Due as promised; while the customer is awaited nothing is, and what was left of the time is left afterwards. */
export const keepPromise: Stage<'keepPromise'> = async (c, step) => {
  const promise = c.state.promises.find((made) => made.line === c.line);
  if (promise === undefined) return done;
  const answer = await c.awaitTask('keep', {
    ...ofHandler(c, step),
    within: undefined,
    dueAt: promise.at,
    actions: ['keepPromise'],
    owes: 'promises',
  });
  const task = c.state.tasks[`${c.place}/keep`];
  const inTime = answer?.by !== undefined && task !== undefined && isInTime(task, answer.at);
  c.record(
    'kept',
    inTime ? 'PromiseKept' : 'PromiseMissed',
    { line: c.line, promisedAt: promise.at, ...answer?.data },
    answer?.by,
  );
  return done;
};
