import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cached, cacheFolder, logFile } from './cache.mjs';
import { download } from './download.mjs';
import { say, step } from './progress.mjs';
import { ask, run, which } from './run.mjs';

/** The driver speaks with nothing older. */
const OLDEST = [4, 4];
const SITE = 'https://fastdl.mongodb.org';
/** A machine without internet is not asked at every start. */
const ASK_AGAIN_AFTER_MS = 24 * 3_600_000;

/**
 * Archives of MongoDB Community Server (Server Side Public License v1), by platform and processor as Node names them, the
 * newest first. Those for Linux need a C library that is no older than `glibc`; both run wherever OpenSSL 3 does. The sums
 * are those that nixpkgs has checked for its package `mongodb-ce`.
 * @typedef {{ version: string, path: string, sha256: string, glibc?: readonly [number, number] }} Archive
 * @type {Record<string, Archive[]>}
 */
export const ARCHIVES = {
  'linux-x64': [
    {
      version: '8.2.6',
      path: 'linux/mongodb-linux-x86_64-ubuntu2404-8.2.6.tgz',
      sha256: '56314a0f0a81238d974302fbffe7862efe9694c498ead62a0bca92cb595a0df0',
      glibc: [2, 39],
    },
    {
      version: '8.0.11',
      path: 'linux/mongodb-linux-x86_64-ubuntu2204-8.0.11.tgz',
      sha256: '5c4af1b28bd9c8c475526c029719f9066d3c86860702b0ad9fc4d2bfff1e0d8a',
      glibc: [2, 35],
    },
  ],
  'linux-arm64': [
    {
      version: '8.2.6',
      path: 'linux/mongodb-linux-aarch64-ubuntu2404-8.2.6.tgz',
      sha256: '8eaa50d208e82df9effa462a6c5cb200a65b037fa118af0153f701ce1ceab422',
      glibc: [2, 39],
    },
    {
      version: '8.0.11',
      path: 'linux/mongodb-linux-aarch64-ubuntu2204-8.0.11.tgz',
      sha256: 'a75781a1b76727fb8f64749c585b3700e07bfc1267fcc650f3e569387a276360',
      glibc: [2, 35],
    },
  ],
  'darwin-x64': [
    {
      version: '8.2.6',
      path: 'osx/mongodb-macos-x86_64-8.2.6.tgz',
      sha256: '39b6ba80ad21ad1ca8dbd989d7fe81a60aa5f41475eb42d4247fe40740062f3d',
    },
  ],
  'darwin-arm64': [
    {
      version: '8.2.6',
      path: 'osx/mongodb-macos-arm64-8.2.6.tgz',
      sha256: 'ef8301d05cdb4686775aee1ddce391b5f1cd67cdc61179c2d21dab246a2c4f1b',
    },
  ],
};

/** What runs here, as far as that can be known before it is tried. */
function thisMachine() {
  const report = /** @type {{ header: { glibcVersionRuntime?: string } }} */ (process.report.getReport());
  return { key: `${process.platform}-${process.arch}`, glibc: report.header.glibcVersionRuntime };
}

/**
 * The archive for a machine, or undefined where there is none that could run on it.
 * @param {Record<string, Archive[]>} archives
 * @param {{ key: string, glibc?: string }} machine `glibc` is undefined where the C library is another
 */
export function archiveFor(archives, { key, glibc }) {
  const [major, minor] = (glibc ?? '0.0').split('.').map(Number);
  return archives[key]?.find(
    (archive) =>
      !archive.glibc || major > archive.glibc[0] || (major === archive.glibc[0] && minor >= archive.glibc[1]),
  );
}

/** `mongod` on the PATH, unless it is too old or does not run.
 * @returns {{ executable: string, source: 'path' } | undefined} */
export function mongodOnPath() {
  const executable = which('mongod');
  if (!executable) return undefined;
  const version = versionOf(executable);
  const [major, minor] = (version ?? '0.0').split('.').map(Number);
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return { executable, source: 'path' };
  say(
    `  ${executable} is passed over: ${version ? `it is ${version}` : 'it does not run'}; needed is ${OLDEST.join('.')} or newer`,
  );
  return undefined;
}

/**
 * MongoDB from the cache or from its makers' site: a pinned archive, taken only if its sum is the pinned one and the
 * program in it runs here. Neither having no internet nor a program that does not start is a failure; both are said, and
 * not tried again for a day, or ever with the same archive.
 * @param {{ archives?: Record<string, Archive[]>, site?: string, machine?: { key: string, glibc?: string } }} [where]
 * @returns {Promise<{ executable: string, source: 'cache' | 'download' } | undefined>}
 */
export async function downloadedMongod({ archives = ARCHIVES, site = SITE, machine = thisMachine() } = {}) {
  const archive = archiveFor(archives, machine);
  if (!archive) return undefined;
  const name = `mongodb-${archive.version}-${archive.sha256.slice(0, 12)}`;
  const isKnown = existsSync(join(cacheFolder(), name));
  if (!isKnown && (process.env.REDRESS_DOWNLOAD === 'no' || wasTriedLately(name))) return undefined;
  try {
    const { folder, source } = await cached(name, PROBED, (partial) => fetched(archive, site, partial));
    const executable = join(folder, 'mongod');
    return existsSync(executable) ? { executable, source } : undefined;
  } catch (error) {
    say(`  ${error instanceof Error ? error.message : String(error)}`);
    noteTry(name);
    return undefined;
  }
}

/** A file in the cache folder that shows that the program was tried, whatever came of it. */
const PROBED = 'probed';

/** @param {Archive} archive
 * @param {string} site
 * @param {string} folder
 * @returns {Promise<'download'>} */
async function fetched({ version, path, sha256 }, site, folder) {
  const file = join(folder, 'archive.tgz');
  let bytes = 0;
  await step(
    `MongoDB ${version} (Server Side Public License v1): downloading`,
    () => download({ url: `${site}/${path}`, sha256, to: file, onBytes: (soFar) => (bytes = soFar) }),
    () => `${(bytes / 1e6).toFixed(0)} MB`,
  );
  await run('tar', ['-xzf', file, '-C', folder], { log: logFile('mongodb-unpack'), what: 'Unpacking MongoDB' });
  rmSync(file);
  const inside = readdirSync(folder).find((name) => existsSync(join(folder, name, 'bin', 'mongod')));
  if (!inside) throw new Error(`${site}/${path} has no bin/mongod in it`);
  renameSync(join(folder, inside, 'bin', 'mongod'), join(folder, 'mongod'));
  rmSync(join(folder, inside, 'bin'), { recursive: true });
  const got = versionOf(join(folder, 'mongod'));
  writeFileSync(join(folder, PROBED), `${got ?? 'does not run'}\n`);
  if (got !== version) {
    say(`  MongoDB ${version} does not run on this machine`);
    rmSync(join(folder, 'mongod'));
  }
  return 'download';
}

/** @param {string} executable */
function versionOf(executable) {
  return /db version v(\d+\.\d+\.\d+)/.exec(ask(executable, ['--version']) ?? '')?.[1];
}

/** @param {string} name */
function wasTriedLately(name) {
  const note = join(cacheFolder(), `${name}.tried`);
  return existsSync(note) && Date.now() - statSync(note).mtimeMs < ASK_AGAIN_AFTER_MS;
}

/** @param {string} name */
function noteTry(name) {
  mkdirSync(cacheFolder(), { recursive: true });
  writeFileSync(join(cacheFolder(), `${name}.tried`), '');
}
