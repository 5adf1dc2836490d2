import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cached, logFile } from './cache.mjs';
import { Failure } from './failure.mjs';
import { fetchJars } from './jars.mjs';
import { mongodOnPath, downloadedMongod } from './mongod.mjs';
import { step } from './progress.mjs';
import { run } from './run.mjs';

const HERE = join(dirname(fileURLToPath(import.meta.url)), '..', 'mongo');
const SOURCES = ['StandIn.java', 'KeyOrder.java'];
const OTHER_WAYS = [
  'or install MongoDB (4.4 or newer) so that `mongod` is on the PATH',
  'or name a running MongoDB: MONGODB_URI=mongodb://…',
];

/**
 * What serves MongoDB's protocol here: whatever wrote the data folder before; otherwise `mongod` on the PATH, in the cache
 * or downloaded; otherwise the stand-in. Neither can read the other's files, and a start that finds nothing of yesterday
 * would look like a loss.
 * @param {string} [dataFolder]
 */
export async function mongo(dataFolder) {
  if (dataFolder && existsSync(join(dataFolder, 'mongo-stand-in'))) return standIn();
  const found = mongodOnPath() ?? (await downloadedMongod());
  if (!found && dataFolder && existsSync(join(dataFolder, 'mongod')))
    throw new Failure(`The data in ${dataFolder} was written by mongod, but mongod was not found.`, {
      remedies: [
        'install MongoDB again so that `mongod` is on the PATH',
        'or start afresh with another --data, or with --reset',
      ],
    });
  return found ? /** @type {const} */ ({ kind: 'mongod', args: [], ...found }) : standIn();
}

/**
 * The stand-in: mongo-java-server on an H2 file, compiled once.
 * @returns {Promise<{ kind: 'stand-in', executable: string, source: 'cache' | 'build', args: string[] }>} `args` come
 *   before host, port and file
 */
export async function standIn() {
  const { folder, source } = await cached(`mongo-stand-in-${fingerprint()}`, 'StandIn.class', async (partial) => {
    await fetchJars({ title: 'MongoDB stand-in', folder: HERE, to: join(partial, 'lib'), otherWays: OTHER_WAYS });
    await step('MongoDB stand-in: compiling', () =>
      run(
        'javac',
        [
          '--release',
          '17',
          '-cp',
          join(partial, 'lib', '*'),
          '-d',
          partial,
          ...SOURCES.map((file) => join(HERE, file)),
        ],
        {
          log: logFile('mongo-stand-in-compile'),
          what: 'Compiling the stand-in for MongoDB',
          remedies: OTHER_WAYS,
        },
      ),
    );
    return /** @type {const} */ ('build');
  });
  const classpath = `${folder}:${join(folder, 'lib', '*')}`;
  // A small heap: the store keeps its pages on disk, and the whole of Redress should fit a laptop.
  return {
    kind: 'stand-in',
    executable: 'java',
    source,
    args: ['-Xmx256m', '-XX:+UseSerialGC', '-cp', classpath, 'StandIn'],
  };
}

/** Changed sources or jars are another stand-in, so an old one is never taken for it. */
function fingerprint() {
  const hash = createHash('sha256');
  for (const file of ['pom.xml', 'jars.sha256', ...SOURCES]) hash.update(readFileSync(join(HERE, file)));
  return hash.digest('hex').slice(0, 12);
}
