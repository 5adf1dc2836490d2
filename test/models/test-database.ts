import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Connection } from 'mongoose';
import { freePort, startMongo } from '../../engines/for-tests';
import { formatComplaintNumber } from '../../domain/values/complaint-number';
import { connect } from '../../models/connect';
import { openModels } from '../../models/open-models';
import type { Models } from '../../models/open-models';
import { openVault } from '../../vault/open-vault';
import type { OpenedVault } from '../../vault/open-vault';

/** A database of its own with everything that is kept in it, and the keys of its cases. */
export interface TestDatabase extends Models {
  connection: Connection;
  uri: string;
  keys: OpenedVault;
  /** kill -9. */
  kill: () => Promise<void>;
  /** Starts it again, with its data, at the same address. */
  restart: () => Promise<void>;
  /** Stops it and removes its data. */
  remove: () => Promise<void>;
}

/** Starts a database before the file's tests and removes it after them. */
export function testDatabase(): () => TestDatabase {
  let database: TestDatabase;
  beforeAll(async () => void (database = await openTestDatabase()), 120_000);
  afterAll(() => database.remove());
  return () => database;
}

/** For what is no test: whoever opens it removes it. */
export async function openTestDatabase(): Promise<TestDatabase> {
  const folder = mkdtempSync(join(tmpdir(), 'redress-models-'));
  const port = await freePort();
  let engine = await startMongo({ dataDir: folder, port });
  const connection = await connect(engine.uri);
  const keys = await openVault(join(folder, 'keys'));
  const models = openModels(connection, keys);
  await models.ensureIndexes();
  return {
    ...models,
    ...{ connection, keys, uri: engine.uri },
    kill: async () => {
      process.kill(engine.pid, 'SIGKILL');
      await engine.ended;
    },
    restart: async () => void (engine = await startMongo({ dataDir: folder, port })),
    remove: async () => {
      await connection.close();
      await engine.stop();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** A number that no other test has. */
export function aNumber(): string {
  return formatComplaintNumber('2026-11-22', randomBytes(8));
}
