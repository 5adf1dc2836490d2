import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { mongo as driver } from 'mongoose';
import { freePort, requireFreePort } from './ports';
import { startProcess } from './managed-process';
import type { ManagedProcess } from './managed-process';
import { provision } from './provision';
import type { Source } from './provision';

const HOST = '127.0.0.1';
const DATABASE = 'redress';

/** What to start and where. */
export interface MongoOptions {
  /** A free one if left out. */
  readonly port?: number;
  /** Data go to a folder in it that is named after what serves, the log to its `logs`. */
  readonly dataDir: string;
  /** For whoever keeps it running: see `ProcessSpec`. */
  readonly ownGroup?: boolean;
  readonly signal?: AbortSignal;
}

/** A MongoDB that we started. */
export interface MongoEngine extends ManagedProcess {
  /** Connection string of the database `redress`. */
  readonly uri: string;
  readonly source: Source;
  /** The stand-in knows no transactions, no change streams and no `$text`: see its limits in the documents. */
  readonly kind: 'mongod' | 'stand-in';
}

/**
 * Starts MongoDB on the loopback address: mongod where there is one, otherwise the stand-in. A data folder is always
 * served by what wrote it.
 * @throws StartFailure
 */
export async function startMongo(options: MongoOptions): Promise<MongoEngine> {
  const dataDir = resolve(options.dataDir);
  const { kind, executable, args, source } = await provision('mongo', dataDir);
  const port = options.port ?? (await freePort());
  await requireFreePort(port, HOST, 'MongoDB', '--mongo-port (REDRESS_MONGO_PORT)');
  const folder = join(dataDir, kind === 'mongod' ? 'mongod' : 'mongo-stand-in');
  mkdirSync(folder, { recursive: true });
  const uri = `mongodb://${HOST}:${port}/${DATABASE}?directConnection=true`;
  const started = await startProcess({
    name: kind === 'mongod' ? 'MongoDB' : 'MongoDB stand-in',
    command: executable,
    args: [...args, ...(kind === 'mongod' ? mongodArgs(port, folder) : [HOST, String(port), join(folder, 'store.mv')])],
    log: join(dataDir, 'logs', 'mongo.log'),
    ready: () => pingMongo(uri),
    readyWithinMs: 60_000,
    alive: () => pingMongo(uri),
    stopWithinMs: 20_000,
    ownGroup: options.ownGroup,
    signal: options.signal,
  });
  return { ...started, uri, source, kind };
}

/** Resolves with the server's version if a MongoDB answers at that address within two seconds. */
export async function pingMongo(uri: string): Promise<string> {
  const client = new driver.MongoClient(uri, { serverSelectionTimeoutMS: 2_000 });
  try {
    const { version } = await client.db().command({ buildInfo: 1 });
    return String(version);
  } finally {
    await client.close();
  }
}

function mongodArgs(port: number, folder: string): string[] {
  // A quarter of a gigabyte: by default mongod takes half the machine's memory for its cache.
  const cache = ['--wiredTigerCacheSizeGB', '0.25'];
  return ['--port', String(port), '--bind_ip', HOST, '--dbpath', folder, '--nounixsocket', '--quiet', ...cache];
}
