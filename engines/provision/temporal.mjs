import { chmodSync, rmSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cached, logFile } from './cache.mjs';
import { download } from './download.mjs';
import { Failure } from './failure.mjs';
import { say, step } from './progress.mjs';
import { ask, run, which } from './run.mjs';

/** The official CLI, whose development server we run. The newest that also builds as a Go module: see go.mod. */
const VERSION = '1.5.1';
/** The server inside 1.5.1, which everything here was measured and tested on. */
const OLDEST_SERVER = [1, 29];
/** Packages that the build compiles, for its progress; `go list -deps` counts them. */
const PACKAGES = 1298;

/** SHA-256 of the CLI's release archives, per platform and processor as Node names them. */
const ARCHIVES = {
  'linux-x64': ['linux_amd64', 'ddc95e08b0b076efd4ea9733a3f488eb7d2be875f8834e616cd2a37358b4852d'],
  'linux-arm64': ['linux_arm64', 'bd1b0db9f18b051026de8bf6cc1505f2510f14bbb7a8b9a4a91fff46c77454f5'],
  'darwin-x64': ['darwin_amd64', 'bbb73e2a31135abe50a1f1cdb35030c42961df618e8ce9c60ae89f201540c5d9'],
  'darwin-arm64': ['darwin_arm64', 'cca01b7ea35ad56e2a328d9ae596bf716bd22313ef63c7a761c88354457c2415'],
};

/**
 * The `temporal` program: on the PATH, in the cache, downloaded, or built from the pinned Go module.
 * @returns {Promise<{ executable: string, source: 'path' | 'cache' | 'download' | 'build' }>}
 */
export async function temporal() {
  const onPath = which('temporal');
  if (onPath) {
    const version = ask(onPath, ['--version'])?.trim();
    if (isRecent(version)) return { executable: onPath, source: 'path' };
    say(
      `  ${onPath} is skipped: ${version ?? 'it does not run'}; server ${OLDEST_SERVER.join('.')} or newer is required`,
    );
  }
  const { folder, source } = await cached(`temporal-${VERSION}`, 'temporal', async (partial) =>
    (await fetched(partial)) ? 'download' : built(partial),
  );
  return { executable: join(folder, 'temporal'), source };
}

/** A program built by Go calls itself 0.0.0-DEV, so the server's version is what counts.
 * @param {string | undefined} version */
function isRecent(version) {
  const [, major, minor] = /Server (\d+)\.(\d+)/.exec(version ?? '') ?? [];
  if (!major) return false;
  return Number(major) > OLDEST_SERVER[0] || (Number(major) === OLDEST_SERVER[0] && Number(minor) >= OLDEST_SERVER[1]);
}

/** @param {string} folder
 * @returns {Promise<boolean>} whether it is there now; having no internet is no failure */
async function fetched(folder) {
  const archive = ARCHIVES[/** @type {keyof typeof ARCHIVES} */ (`${process.platform}-${process.arch}`)];
  if (!archive || process.env.REDRESS_DOWNLOAD === 'no') return false;
  const [name, sha256] = archive;
  const url = `https://github.com/temporalio/cli/releases/download/v${VERSION}/temporal_cli_${VERSION}_${name}.tar.gz`;
  const file = join(folder, 'archive.tar.gz');
  let bytes = 0;
  try {
    await step(
      `Temporal ${VERSION}: downloading`,
      () => download({ url, sha256, to: file, onBytes: (soFar) => (bytes = soFar) }),
      () => `${(bytes / 1e6).toFixed(0)} MB`,
    );
    await run('tar', ['-xzf', file, '-C', folder, 'temporal'], {
      log: logFile('temporal-unpack'),
      what: 'Unpacking Temporal',
    });
    if (!isRecent(ask(join(folder, 'temporal'), ['--version'])))
      throw new Error('the downloaded program does not run on this system');
    return true;
  } catch (error) {
    say(`  ${error instanceof Error ? error.message : String(error)}`);
    rmSync(join(folder, 'temporal'), { force: true });
    return false;
  } finally {
    rmSync(file, { force: true });
  }
}

/** @param {string} folder
 * @returns {Promise<'build'>} */
async function built(folder) {
  const log = logFile('temporal-build');
  const otherWays = [
    'or install the Temporal CLI (its server 1.29 or newer) so that `temporal` is on the PATH',
    'or name a running Temporal server: TEMPORAL_ADDRESS=host:port',
  ];
  if (!which('go')) {
    throw new Failure('Temporal could not be downloaded, and there is no Go to build it with.', {
      remedies: ['install Go 1.25 or newer and start again', ...otherWays],
    });
  }
  await step(
    `Temporal ${VERSION}: building from its Go module (about five minutes, once)`,
    () =>
      // No C compiler is needed, and none is used if there is one: the same program everywhere.
      run(
        'go',
        [
          'build',
          '-v',
          '-mod=readonly',
          '-buildvcs=false',
          '-trimpath',
          '-ldflags=-s -w',
          '-o',
          join(folder, 'temporal'),
          PACKAGE,
        ],
        {
          cwd: join(dirname(fileURLToPath(import.meta.url)), '..', 'temporal'),
          env: { CGO_ENABLED: '0' },
          log,
          what: 'Building Temporal',
          remedies: [
            'start again: what was fetched and compiled is kept, and the build goes on from there',
            ...otherWays,
          ],
        },
      ),
    () => `${packagesIn(log)} of ${PACKAGES} packages`,
  );
  chmodSync(join(folder, 'temporal'), 0o755);
  return 'build';
}

const PACKAGE = 'github.com/temporalio/cli/cmd/temporal';

/** With -v, Go names each package that it compiles on a line of its own.
 * @param {string} log */
function packagesIn(log) {
  return readFileSync(log, 'utf8')
    .split('\n')
    .filter((line) => /^[\w./-]+$/.test(line)).length;
}
