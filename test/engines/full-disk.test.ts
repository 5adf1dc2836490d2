import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mongo as driver } from 'mongoose';
import { freePort, startMongo } from '../../engines/for-tests';
import { keepRunning } from '../../engines/supervisor/keep-running';
import { connect } from '../../models/connect';
import { storeFailureOf } from '../../models/store-failure';
import { SmallDisk } from '../support/small-disk';
import { eventually, scratch } from './support';

const TEXT = 'x'.repeat(200_000);
const whereDisksCanBeMounted = SmallDisk.isPossible() ? test : test.skip;

async function reached(uri: string) {
  const client = new driver.MongoClient(uri, { writeConcern: { w: 'majority', journal: true } });
  return { notes: client.db().collection<{ _id: number; text: string }>('notes'), close: () => client.close() };
}

whereDisksCanBeMounted(
  'a full disk: writes are refused as MongoDB does, reads go on, and so do writes once it is freed',
  async () => {
    const disk = new SmallDisk(80);
    mkdirSync(join(disk.folder, 'mongo-stand-in'));
    const engine = await startMongo({ dataDir: disk.folder });
    const { notes, close } = await reached(engine.uri);
    try {
      await notes.insertOne({ _id: 1, text: TEXT });
      disk.fill();
      const refused: unknown = await notes.insertOne({ _id: 2, text: TEXT }).catch((error: unknown) => error);
      expect(refused).toMatchObject({ code: 14_031, codeName: 'OutOfDiskSpace' });
      expect(storeFailureOf(refused)).toBe('full');
      expect(await notes.findOne({ _id: 1 })).toMatchObject({ text: TEXT });
      disk.free();
      await notes.insertOne({ _id: 3, text: TEXT });
      expect(await notes.countDocuments()).toBe(2);
    } finally {
      await close();
      await engine.stop();
      disk.remove();
    }
  },
);

whereDisksCanBeMounted(
  'a disk that turned read-only: writes are refused, reads go on; writable again, it is started anew',
  async () => {
    const disk = new SmallDisk(80);
    const logs = scratch();
    mkdirSync(join(disk.folder, 'mongo-stand-in'));
    const port = await freePort();
    const before = await startMongo({ dataDir: disk.folder, port });
    const { notes, close } = await reached(before.uri);
    try {
      await notes.insertOne({ _id: 1, text: TEXT });
      await before.stop();
      disk.setReadOnly(true);
      // A log can't be written there either.
      execFileSync('ln', ['-s', join(disk.folder, 'mongo-stand-in'), join(logs.folder, 'mongo-stand-in')]);
      const server = await keepRunning({
        start: (signal) => startMongo({ dataDir: logs.folder, port, signal }),
        ...{ say: () => undefined, onStart: () => undefined, signal: new AbortController().signal },
      });
      try {
        const first = server.pid();
        const refused: unknown = await notes.insertOne({ _id: 2, text: TEXT }).catch((error: unknown) => error);
        expect(storeFailureOf(refused)).toBe('readOnly');
        expect(await notes.countDocuments()).toBe(1);
        disk.setReadOnly(false);
        await eventually(() => notes.insertOne({ _id: 3, text: TEXT }));
        expect(server.pid()).not.toBe(first);
        expect(await notes.countDocuments()).toBe(2);
      } finally {
        await server.stop();
      }
    } finally {
      await close();
      disk.remove();
      logs.remove();
    }
  },
);

test('a write that fails closes the store: it says so, ends, is started again, and has everything it took', async () => {
  const place = scratch();
  mkdirSync(join(place.folder, 'mongo-stand-in'));
  const port = await freePort();
  const said: string[] = [];
  const server = await keepRunning({
    start: (signal) => startMongo({ dataDir: place.folder, port, signal }),
    ...{ say: (line) => void said.push(line), onStart: () => undefined, signal: new AbortController().signal },
  });
  const connection = await connect(`mongodb://127.0.0.1:${port}/redress?directConnection=true`);
  const notes = connection.collection<{ _id: number; text: string }>('notes');
  const taken: number[] = [];
  const failures = new Set<unknown>();
  let next = 0;
  const write = async (): Promise<void> => {
    const _id = ++next;
    await notes.insertOne({ _id, text: TEXT });
    taken.push(_id);
  };
  try {
    while (taken.length < 5) await write();
    // From here on no file of its own may grow: what the disk does when it is full.
    execFileSync('prlimit', ['--fsize=2000000', '--pid', String(server.pid())]);
    while (!said.some((line) => line.includes('Restart in')))
      await write().catch((error: unknown) => failures.add(storeFailureOf(error)));
    await eventually(() => expect(said).toContain('MongoDB stand-in is running again.'));
    await eventually(write);
    expect(failures).not.toContain(undefined);
    const stored = await notes.find({}, { projection: { _id: 1 } }).toArray();
    expect(stored.map(({ _id }) => _id)).toEqual(expect.arrayContaining(taken));
    expect(said[0]).toContain('MongoDB stand-in ended (code 74');
    expect(readFileSync(join(place.folder, 'logs', 'mongo.log'), 'utf8')).toContain(
      'ends: the store is closed, because',
    );
  } finally {
    await connection.close();
    await server.stop();
    place.remove();
  }
});
