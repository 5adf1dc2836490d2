import fc from 'fast-check';
import type { Connection } from 'mongoose';
import { createJournal } from '../../activities/append-events';
import { combined, contributionOf, standingOf } from '../../domain/reports/contribution';
import type { CaseEvent } from '../../domain/file/stored-event';
import { connect } from '../../models/connect';
import { Counters } from '../../models/counters';
import { openModels } from '../../models/open-models';
import { registerRows } from '../../models/register-rows';
import { entryFrom, taskFrom } from '../../models/register-rows';
import { anyHistory, cut, eventsOf, opened, recorded, standsAt } from './case-events';
import { aNumber, testDatabase } from './test-database';

const database = testDatabase();

async function journal(no: string, batches: readonly CaseEvent[][]): Promise<void> {
  const stored = await database().events.chained(no);
  let head = stored.at(-1)?.hash ?? '';
  for (const events of batches) head = await createJournal(database()).appendEvents({ no, head, events });
}

/** What the counters have to say, added up case by case. */
async function meant(): Promise<Record<string, Record<string, number>>> {
  const rows = await registerRows(database().connection).find({}).lean();
  const dayOf = (instant: string): string => instant.slice(0, 10);
  const parts = rows.map((row) => {
    const standing = standingOf({ ...entryFrom(row.entry), tasks: row.tasks.map(taskFrom) }, dayOf);
    const counters = contributionOf(row.marks, standing, dayOf);
    const named = Object.entries(counters).map(([name, counts]) => [`${row.entry.policy}|${name}`, counts] as const);
    return { sign: 1 as const, contribution: Object.fromEntries(named) };
  });
  return combined(parts);
}

const news = [recorded(), opened({ dueAt: '2026-11-23T01:00:00.000Z' }), standsAt('judge')];
const STAGE = 'enterprise|now|stage|judge';

describe('a row that can’t be counted', () => {
  const raw = () => database().connection.collection('register');
  const standing = { status: 'open', major: false, round: 1, updatedAt: new Date(), dueAt: new Date(), seq: 1 };
  const broken: { _id: unknown; [name: string]: unknown }[] = [
    // What a workflow that was started with {} left.
    {
      _id: 'no-policy',
      rev: 1,
      entry: { ...standing, no: 'no-policy', policy: '', version: '' },
      tasks: [],
      marks: [],
    },
    { _id: 'no-entry', rev: 1, tasks: [], marks: [] },
    { _id: 'no-rev', entry: { ...standing, no: 'no-rev', policy: 'enterprise', version: '1' }, tasks: [], marks: [] },
    { _id: 7, rev: 1, entry: { ...standing, policy: 'enterprise', version: '1' }, tasks: [], marks: [] },
    {
      ...{ _id: 'no-time', rev: 1, tasks: [] },
      entry: { ...standing, no: 'no-time', policy: 'enterprise', version: '1' },
      marks: [{ name: 'received', at: 'some day', counts: { received: 1 } }],
    },
  ];
  afterAll(async () => {
    await raw().deleteMany({ _id: { $in: broken.map(({ _id }) => _id) } } as never);
    await database().counters.countAnew();
  });

  test('is set aside with the reason and told of once; all others are counted, and exactly', async () => {
    await raw().insertMany(broken.map((row) => ({ ...row, uncounted: true, tokens: [], erased: false })) as never);
    const no = aNumber();
    await journal(no, [eventsOf(no, news)]);
    await database().counters.countAll();
    const { counters } = database();
    expect((await counters.setAside()).map((one) => one.no).sort()).toEqual(
      broken.map(({ _id }) => String(_id)).sort(),
    );
    expect(await counters.setAside()).toContainEqual({ no: 'no-policy', reason: 'The entry has no policy' });
    expect(counters.newlySetAside()).toHaveLength(broken.length);
    expect(counters.newlySetAside()).toEqual([]);
    expect(await counters.countAll()).toBe(0);
    await raw().updateMany({ _id: { $in: broken.map(({ _id }) => _id) } } as never, { $set: { uncounted: false } });
    const good = await registerRows(database().connection)
      .find({ 'entry.policy': 'enterprise', rev: { $gt: 0 } })
      .lean();
    expect(good.map((row) => row._id)).toContain(no);
    expect((await counters.all())[STAGE]?.['open']).toBe(
      good.filter(({ _id, entry }) => _id === entry.no && _id !== 'no-time' && entry.stage === 'judge').length,
    );
  });

  test('is tried again once it is mended, and counted', async () => {
    const mended = { policy: 'mended', no: 'no-policy', version: '1', stage: 'judge' };
    await raw().updateOne({ _id: 'no-policy' } as never, {
      $set: { rev: 2, uncounted: true, entry: { ...standing, ...mended } },
    });
    await database().counters.countAll();
    expect((await database().counters.all())['mended|now|stage|judge']).toEqual({ open: 1 });
    expect((await database().counters.setAside()).map(({ no }) => no)).not.toContain('no-policy');
  });
});

describe('counters', () => {
  test('whatever happens to cases, in whatever batches: they say what the rows say, and so they do when made anew', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(anyHistory, fc.array(fc.integer({ min: 1, max: 9 }))), { minLength: 1, maxLength: 4 }),
        fc.boolean(),
        async (cases, countsBetween) => {
          for (const [history, lengths] of cases) {
            const no = aNumber();
            for (const batch of cut(eventsOf(no, history), lengths)) {
              await journal(no, [batch]);
              if (countsBetween) await database().counters.countNoticed();
            }
          }
          await database().counters.countAll();
          const counted = await database().counters.all();
          expect(counted).toEqual(await meant());
          await database().counters.countAnew();
          expect(await database().counters.all()).toEqual(counted);
        },
      ),
      { numRuns: 12 },
    );
  }, 120_000);

  test('killed after any write: whoever counts next finishes it, and nothing is counted twice', async () => {
    await database().counters.countAll();
    for (let writes = 0, died = true; died; writes++) {
      const no = aNumber();
      await journal(no, [eventsOf(no, news)]);
      died = await diesAfter(writes);
      await database().counters.countAll();
      expect([writes, await database().counters.all()]).toEqual([writes, await meant()]);
      if (!died) expect(writes).toBeGreaterThan(5);
    }
  }, 120_000);

  test('several count at once: each case once', async () => {
    const { connection } = database();
    for (let i = 0; i < 5; i++) {
      const no = aNumber();
      await journal(no, [eventsOf(no, news)]);
    }
    const all = Array.from({ length: 4 }, () => new Counters(connection, { bundles: database().bundles }));
    await Promise.all(all.map((one) => one.countAll()));
    expect(await database().counters.all()).toEqual(await meant());
  });

  test('a case that goes on leaves the counter of where it stood', async () => {
    const no = aNumber();
    await journal(no, [eventsOf(no, news)]);
    await database().counters.countNoticed();
    const before = (await database().counters.all())[STAGE]!['open']!;
    await journal(no, [eventsOf(no, [standsAt('assign')], 4)]);
    await database().counters.countNoticed();
    expect((await database().counters.all())[STAGE]?.['open'] ?? 0).toBe(before - 1);
  });

  test('twenty times as many cases: a dashboard reads as many documents', async () => {
    const read = async (): Promise<number> => {
      await database().counters.countAll();
      const days = await database().counters.ofDays(['many'], '2026-11-01', '2026-11-30', ['', 'category']);
      const now = await database().counters.ofNow(['many']);
      return days.length + now.length;
    };
    const add = async (cases: number): Promise<void> => {
      for (let i = 0; i < cases; i++) {
        const no = aNumber();
        await journal(no, [eventsOf(no, [recorded({}, 'many'), ...news.slice(1)])]);
      }
    };
    await add(10);
    const few = await read();
    await add(190);
    expect(await read()).toBe(few);
    const [all] = await database().counters.ofDays(['many'], '2026-11-22', '2026-11-22', ['']);
    expect(all?.counts).toMatchObject({ received: 200 });
  }, 120_000);
});

/** Counts on a connection of its own whose every further write fails after so many, as if it had been killed there. */
async function diesAfter(writes: number): Promise<boolean> {
  const connection: Connection = await connect(database().uri);
  const { counters } = openModels(connection, database().keys);
  let left = writes;
  for (const name of ['register', 'counters', 'counterHeads']) {
    const collection = connection.collection(name);
    const bulkWrite = collection.bulkWrite.bind(collection);
    // One command of many writes dies within: the first ones are done, the others are not.
    collection.bulkWrite = async (writes, options) => {
      const now = writes.slice(0, Math.max(0, left));
      left -= writes.length;
      if (now.length === writes.length) return bulkWrite(writes, options);
      if (now.length > 0) await bulkWrite(now, options);
      throw new Error('killed');
    };
    for (const method of ['updateOne', 'insertOne'] as const) {
      const write = collection[method].bind(collection) as (...parts: unknown[]) => Promise<unknown>;
      Object.assign(collection, {
        [method]: (...parts: unknown[]) => (left-- > 0 ? write(...parts) : Promise.reject(new Error('killed'))),
      });
    }
  }
  try {
    await counters.countAll();
    return false;
  } catch (error) {
    if (error instanceof Error && error.message === 'killed') return true;
    throw error;
  } finally {
    await connection.close();
  }
}

test('counted anew and interrupted while rows are told of it: whoever counts next goes on with the rest', async () => {
  const { connection, counters, register } = database();
  const [first = ''] = await inOrder(register.numbers());
  const heads = connection.collection<{ _id: string; generation: number; rev: number }>('counterHeads');
  const { generation = 0, rev = 0 } = (await heads.findOne({ _id: 'head' })) ?? {};
  await heads.updateOne(
    { _id: 'head', rev },
    { $set: { generation: generation + 1, rev: rev + 1, number: 0, batch: null, toldUpTo: first } },
  );
  await connection.collection<{ _id: string }>('register').updateOne({ _id: first }, { $set: { uncounted: true } });
  await counters.countAll();
  expect(await counters.all()).toEqual(await meant());
  expect(await heads.findOne({ _id: 'head' })).not.toHaveProperty('toldUpTo');
});

async function inOrder<T>(some: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const one of some) all.push(one);
  return all;
}
