import { done } from '../outcome';
import type { Stage } from '../stage';
import { awaitsCustomer } from './awaited';
import { ofHandler } from './handler';

/** Due as promised; while the customer is awaited nothing is, and what was left of the time is left afterwards. */
export const keepPromise: Stage<'keepPromise'> = async (c, step) => {
  const promise = c.state.promises.find((made) => made.line === c.line);
  if (promise === undefined) return done;
  const nameOf = (standstills: number): string => (standstills === 0 ? 'keep' : `keep-${standstills}`);
  let dueAt = promise.at;
  for (let standstills = 0; ; standstills++) {
    const name = nameOf(standstills);
    const answer = await c.awaitTask(name, {
      ...ofHandler(c, step),
      within: undefined,
      dueAt,
      actions: ['keepPromise'],
      // What was late already when the customer came to be awaited stays so.
      until: () => awaitsCustomer(c) && (c.state.pause?.since ?? dueAt) < dueAt,
    });
    if (answer !== undefined) {
      const inTime = answer.by !== undefined && answer.at <= dueAt;
      c.record(
        'kept',
        inTime ? 'PromiseKept' : 'PromiseMissed',
        { line: c.line, promisedAt: promise.at, ...answer.data },
        answer.by,
      );
      return done;
    }
    const left = c.remember(`${name}-left`, () => Date.parse(dueAt) - Date.parse(c.now()));
    const next = `${c.place}/${nameOf(standstills + 1)}`;
    await c.standStill(() => !awaitsCustomer(c) || c.state.tasks[next] !== undefined);
    dueAt = c.remember(`${name}-anew`, () => new Date(Date.parse(c.now()) + left).toISOString());
  }
};
