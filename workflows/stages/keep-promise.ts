import { done } from '../outcome';
import type { Stage } from '../stage';
import { ofHandler } from './handler';

export const keepPromise: Stage<'keepPromise'> = async (c, step) => {
  const promise = c.state.promises.find((made) => made.line === c.line);
  if (promise === undefined) return done;
  const answer = await c.awaitTask('keep', {
    ...ofHandler(c, step),
    within: undefined,
    dueAt: promise.at,
    actions: ['keepPromise'],
  });
  const inTime = answer?.by !== undefined && answer.at <= promise.at;
  c.record(
    'kept',
    inTime ? 'PromiseKept' : 'PromiseMissed',
    { line: c.line, promisedAt: promise.at, ...answer?.data },
    answer?.by,
  );
  return done;
};
