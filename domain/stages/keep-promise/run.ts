import { isInTime } from '../../case/pause/pause';
import { done } from '../../step/outcome';
import type { Run } from '../../stage';
import type { keepPromise } from './definition';
import { ofHandler } from '../../step/handler';

/**
 * Due as promised; while the customer is awaited nothing is, and what was left of the time is left afterwards. Missed the
 * moment it is due, whoever holds it, unless the customer has heard by then; afterwards they hear it all the same.
 */
export const runKeepPromise: Run<typeof keepPromise> = async (c, step) => {
  const promise = () => c.state.promises.find((made) => made.line === c.line);
  const made = promise();
  if (made === undefined) return done;
  const about = { line: c.line, promisedAt: made.at };
  const answer = await c.awaitTask('keep', {
    ...ofHandler(c, step),
    within: undefined,
    dueAt: made.at,
    actions: ['keepPromise'],
    owes: 'promises',
    whenDue: { type: 'PromiseMissed', data: about },
    until: () => promise()?.toldAt !== undefined,
  });
  if (answer === undefined) return done;
  const task = c.state.tasks[`${c.place}/keep`];
  const inTime = answer.by !== undefined && task !== undefined && isInTime(task, answer.at);
  if (promise()?.status === 'made' && inTime) c.record('kept', 'PromiseKept', { ...about, ...answer.data }, answer.by);
  else {
    if (promise()?.status === 'made') c.record('missed', 'PromiseMissed', about);
    if (answer.by !== undefined) c.record('told-late', 'PromiseToldLate', { ...about, ...answer.data }, answer.by);
  }
  return done;
};
