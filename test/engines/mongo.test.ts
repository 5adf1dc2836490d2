import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
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
