import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cached, logFile } from './cache.mjs';
import { Failure } from './failure.mjs';
import { fetchJars } from './jars.mjs';
import { say, step } from './progress.mjs';
import { ask, run, which } from './run.mjs';

const HERE = join(dirname(fileURLToPath(import.meta.url)), '..', 'mongo');
const SOURCES = ['StandIn.java', 'KeyOrder.java'];
/** The driver speaks with nothing older. */
const OLDEST_MONGOD = [4, 4];
const OTHER_WAYS = [
  'or install MongoDB (4.4 or newer) so that `mongod` is on the PATH',
  'or name a running MongoDB: MONGODB_URI=mongodb://…',
];

/**
 * What serves MongoDB's protocol here: whatever wrote the data folder before, otherwise `mongod` on the PATH, otherwise
 * the stand-in. Neither can read the other's files, and a start that finds nothing of yesterday would look like a loss.
 *
 * No download of mongod in between: its archives differ per distribution, and one that starts here can still lack a
 * processor instruction there. Whoever wants the real thing installs it or names its address.
 * @param {string} [dataFolder]
 */
export async function mongo(dataFolder) {
  if (dataFolder && existsSync(join(dataFolder, 'mongo-stand-in'))) return standIn();
  const real = mongod();
  if (!real && dataFolder && existsSync(join(dataFolder, 'mongod')))
    throw new Failure(`The data in ${dataFolder} was written by mongod, but mongod was not found.`, {
      remedies: [
        'install MongoDB again so that `mongod` is on the PATH',
        'or start afresh with another --data, or with --reset',
      ],
    });
  return real ?? standIn();
}

/** @returns {{ kind: 'mongod', executable: string, source: 'path', args: string[] } | undefined} */
function mongod() {
  const executable = which('mongod');
  if (!executable) return undefined;
  const version = /db version v(\d+)\.(\d+)\S*/.exec(ask(executable, ['--version']) ?? '');
  const [major, minor] = [Number(version?.[1] ?? 0), Number(version?.[2] ?? 0)];
  if (major > OLDEST_MONGOD[0] || (major === OLDEST_MONGOD[0] && minor >= OLDEST_MONGOD[1]))
    return { kind: 'mongod', executable, source: 'path', args: [] };
  say(`  ${executable} is skipped: ${version?.[0] ?? 'it does not run'}; 4.4 or newer is required`);
  return undefined;
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
