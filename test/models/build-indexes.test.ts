import mongoose from 'mongoose';
import { BackgroundWork } from '../../background/background-work';
import type { IndexStep } from '../../models/build-indexes';
import { IndexesMissing, makeAll } from '../../models/build-indexes';
import { TooBroad, orTooBroad } from '../../models/limits';
import { openModels } from '../../models/open-models';
import { answering, declaredQueries } from '../../models/queries';
import type { DeclaredQuery } from '../../models/queries';
import { storeFailureOf } from '../../models/store-failure';
import { keepIndexes } from '../../workers/keep-indexes';
import { testDatabase } from './test-database';

const { MongoNetworkTimeoutError, MongoServerError } = mongoose.mongo;
const database = testDatabase();

/** Fails with these errors, one after the other, and then succeeds. */
function failing(...errors: Error[]): () => Promise<void> {
  return () => {
    const error = errors.shift();
    return error === undefined ? Promise.resolve() : Promise.reject(error);
  };
}

describe('making indexes', () => {
  const slow = (): Error => new MongoNetworkTimeoutError('connection timed out');
  const refused = new MongoServerError({ message: 'too many indexes', code: 67 });

  test('one that takes longer than an answer may is waited for, said each time', async () => {
    const steps: IndexStep[] = [];
    const wanted = [
      { collection: 'register', index: 'a_1', make: failing(slow(), slow()) },
      { collection: 'register', index: 'b_1', make: failing() },
    ];
    await makeAll(wanted, (step) => steps.push(step));
    expect(steps.map(({ index, what, done, of }) => [index, what, done, of])).toEqual([
      ...[['a_1', 'building', 0, 2] as const, ['a_1', 'building', 0, 2] as const],
      ...[['a_1', 'made', 1, 2] as const, ['b_1', 'made', 2, 2] as const],
    ]);
  });

  test('one that can’t be made keeps no other from being made, and is named', async () => {
    const made: string[] = [];
    const wanted = [
      { collection: 'register', index: 'a_1', make: failing(refused) },
      { collection: 'events', index: 'b_1', make: failing() },
    ];
    const making = makeAll(wanted, ({ index, what }) => made.push(`${index} ${what}`));
    await expect(making).rejects.toThrow(new IndexesMissing(['register.a_1'], refused).message);
    expect(made).toEqual(['a_1 failed', 'b_1 made']);
  });

  test('a failure is background work that fails, until a later try succeeds; nobody waits for it for ever', async () => {
    const log = { error: () => undefined, info: () => undefined };
    const background = new BackgroundWork(log);
    const { soon, stop } = keepIndexes({ ensureIndexes: failing(slow()) }, background, log);
    await soon;
    await new Promise(setImmediate);
    expect(background.list()).toMatchObject([{ work: 'indexes', failing: true, error: 'MongoNetworkTimeoutError' }]);
    while (background.list()[0]?.failing === true) await new Promise((resolve) => setTimeout(resolve, 50));
    expect(background.list()).toMatchObject([{ failures: 1, failing: false }]);
    stop();
  });

  test('made once more, they are there', async () => {
    await database().ensureIndexes();
    await database().ensureIndexes();
  });
});

test('a list that is stopped for its time is too broad; anything else that is stopped is an outage', async () => {
  const stopped = new MongoServerError({ message: 'operation exceeded time limit', code: 50 });
  await expect(orTooBroad(Promise.reject(stopped))).rejects.toThrow(TooBroad);
  expect(storeFailureOf(stopped)).toBe('slow');
  const other = new MongoServerError({ message: 'bad', code: 2 });
  await expect(orTooBroad(Promise.reject(other))).rejects.toBe(other);
});

test('every query of a model has a limit of time, unless it says its own', async () => {
  const asked: (number | undefined)[] = [];
  const watched = await mongoose.createConnection(database().uri, { monitorCommands: true }).asPromise();
  watched.getClient().on('commandStarted', ({ command }) => {
    if ('find' in command || 'aggregate' in command) asked.push(command['maxTimeMS'] as number | undefined);
  });
  try {
    const models = openModels(watched, database().keys);
    await models.register.list({}, { by: 'no' }, { limit: 1 });
    await models.register.entry('C');
    await models.tasks.list({}, { limit: 1 });
    await models.counters.ofNow(['p']);
    expect(asked.length).toBeGreaterThan(5);
    expect(asked.filter((limit) => limit === undefined)).toEqual([]);
  } finally {
    await watched.close();
  }
});

/** The stages of a plan, from the last to the first. */
function stagesOf(plan: Record<string, unknown> | undefined): string[] {
  if (plan === undefined) return [];
  const inputs = [plan['inputStage'], ...((plan['inputStages'] as unknown[] | undefined) ?? [])];
  return [String(plan['stage']), ...inputs.flatMap((one) => stagesOf(one as Record<string, unknown> | undefined))];
}

test('where the server tells its plan, it takes an index for each query, and sorts nothing', async () => {
  const { connection } = database();
  const { version, storageEngines } = (await connection.db?.command({ buildInfo: 1 })) as {
    version: string;
    storageEngines?: string[];
  };
  // The stand-in has no plans to tell.
  if (storageEngines === undefined) {
    expect(version).toBe('5.0.0');
    return;
  }
  for (const { collection, queries, indexes } of declaredQueries())
    for (const query of queries) {
      expect(answering(query, indexes)).not.toEqual([]);
      const explained = await connection
        .collection(collection)
        .find(filterOf(query))
        .sort(query.sort ?? {})
        .explain();
      const stages = stagesOf((explained['queryPlanner'] as { winningPlan: Record<string, unknown> }).winningPlan);
      expect([collection, query.name, stages]).not.toEqual([
        collection,
        query.name,
        expect.arrayContaining(['COLLSCAN']),
      ]);
      if (query.sortsWhatItFinds !== true) expect(stages).not.toContain('SORT');
    }
});

function filterOf({ equal = [], range }: DeclaredQuery): Record<string, unknown> {
  return {
    ...Object.fromEntries(equal.map((field) => [field, 'x'])),
    ...(range === undefined ? {} : { [range]: { $gte: 'x' } }),
  };
}
