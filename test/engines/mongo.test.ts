import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { mongo as driver } from 'mongoose';
import { freePort, startMongo } from '../../engines/for-tests';
import { isAlive, scratch } from './support';

const place = scratch();
afterAll(() => place.remove());

/** A data folder that the stand-in wrote is served by it, also where there is a mongod. */
function standInFolder(name: string): string {
  const folder = join(place.folder, name);
  mkdirSync(join(folder, 'mongo-stand-in'), { recursive: true });
  return folder;
}

async function withCollection<T>(uri: string, use: (notes: driver.Collection) => Promise<T>): Promise<T> {
  const client = new driver.MongoClient(uri);
  try {
    return await use(client.db().collection('notes'));
  } finally {
    await client.close();
  }
}

describe('the stand-in for MongoDB', () => {
  test('killed with -9: everything it has acknowledged is there again', async () => {
    const dataDir = standInFolder('killed');
    const first = await startMongo({ dataDir });
    expect(first.kind).toBe('stand-in');
    await withCollection(first.uri, async (notes) => {
      await notes.insertMany(
        Array.from({ length: 500 }, (_, number) => ({ _id: number as never, text: '投诉 '.repeat(20) })),
      );
    });
    await withCollection(first.uri, async (notes) => {
      for (let number = 0; number < 20; number++)
        await notes.updateOne({ _id: number as never }, { $set: { text: 'changed' } });
      process.kill(first.pid, 'SIGKILL');
    });
    await expect(first.ended).resolves.toMatchObject({ signal: 'SIGKILL', asked: false });

    const second = await startMongo({ dataDir });
    try {
      const [all, changed] = await withCollection(second.uri, (notes) =>
        Promise.all([notes.countDocuments(), notes.countDocuments({ text: 'changed' })]),
      );
      expect([all, changed]).toEqual([500, 20]);
    } finally {
      await second.stop();
    }
  });

  test('stopped right after a write: it is there again', async () => {
    const dataDir = standInFolder('stopped');
    const first = await startMongo({ dataDir });
    await withCollection(first.uri, (notes) => notes.insertOne({ text: 'the last word' }));
    await first.stop();
    expect(isAlive(first.pid)).toBe(false);

    const second = await startMongo({ dataDir });
    try {
      expect(await withCollection(second.uri, (notes) => notes.findOne({}))).toMatchObject({ text: 'the last word' });
    } finally {
      await second.stop();
    }
  });

  test('keys of many types: each is found by itself alone, and none is taken twice', async () => {
    const keys = [0, -1, 2, 10, 1e300, driver.Long.fromString('9007199254740993'), '', '2', '10', '投诉', 'a', true];
    const more = [false, null, new Date(0), new Date(-1), new driver.ObjectId('0'.repeat(24)), { a: 1 }, { a: 2 }];
    const all = [...keys, ...more];
    const engine = await startMongo({ dataDir: standInFolder('keys') });
    try {
      await withCollection(engine.uri, async (notes) => {
        await notes.createIndexes([{ key: { one: 1, two: 1 }, unique: true }]);
        const pairs = all.flatMap((one, i) => all.map((two, j) => ({ one, two, at: [i, j] })));
        await notes.insertMany(pairs);
        for (const { at, ...pair } of pairs) {
          // Documents are never looked up by an index of two.
          if (at.some((i) => i >= all.length - 2)) continue;
          expect(await notes.find(pair, { promoteLongs: false }).toArray()).toMatchObject([{ at }]);
        }
        for (const { one, two } of pairs)
          await expect(notes.insertOne({ one, two })).rejects.toMatchObject({ code: 11_000 });
      });
    } finally {
      await engine.stop();
    }
  });

  test('a store from before keys were ordered by their values: all is found by its indexes, nothing is taken twice', async () => {
    const dataDir = standInFolder('ordered-by-bytes');
    const before = gunzipSync(readFileSync(join(__dirname, 'stores', 'ordered-by-bytes.mv.gz')));
    writeFileSync(join(dataDir, 'mongo-stand-in', 'store.mv'), before);
    const stored = Array.from({ length: 120 }, (_, i) => ({ _id: `note-${i}` as never, no: `K${i % 7}`, seq: i }));
    for (const start of ['the first', 'another']) {
      const engine = await startMongo({ dataDir });
      try {
        await withCollection(engine.uri, async (notes) => {
          expect([start, await notes.countDocuments()]).toEqual([start, 121]);
          for (const { _id, no, seq } of stored) {
            expect(await notes.findOne({ _id })).toMatchObject({ no, seq });
            expect(await notes.findOne({ no, seq })).toMatchObject({ _id });
            await expect(notes.insertOne({ no, seq })).rejects.toMatchObject({ code: 11_000 });
          }
        });
      } finally {
        await engine.stop();
      }
    }
  });

  test('its port is taken: refused, naming the port and the option, and nothing is left running', async () => {
    const port = await freePort();
    const first = await startMongo({ dataDir: standInFolder('one'), port });
    try {
      await expect(startMongo({ dataDir: standInFolder('two'), port })).rejects.toThrow(
        new RegExp(`Port ${port} .* is taken\\. Choose another with --mongo-port`),
      );
    } finally {
      await first.stop();
    }
  });
});
