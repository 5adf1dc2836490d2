import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheFolder, logFile } from './cache.mjs';
import { Failure } from './failure.mjs';
import { withLock } from './lock.mjs';
import { say, step } from './progress.mjs';
import { run } from './run.mjs';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const WEB = join(ROOT, 'web');
const STAMP = join(WEB, 'dist', '.built-from');

/**
 * Builds the console, unless what is built is of the sources that are there. A build that fails is told of and stops
 * nothing: everything else works without it.
 */
export async function builtConsole() {
  if (!isThere() || isCurrent()) return;
  const lock = join(cacheFolder(), `console-${createHash('sha256').update(ROOT).digest('hex').slice(0, 12)}.lock`);
  try {
    await withLock(lock, async () => {
      if (isCurrent()) return;
      const source = sources();
      await step('building the console', () =>
        run('npm', ['run', 'build:web'], {
          cwd: ROOT,
          log: logFile('build-web'),
          what: 'Building the console',
          remedies: ['run `npm run build:web` by hand to see more', 'the API works without it'],
        }),
      );
      writeFileSync(STAMP, source);
    });
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    say(`\n${error.message}\n`);
  }
}

function isThere() {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  return scripts['build:web'] !== undefined;
}

function isCurrent() {
  return existsSync(STAMP) && readFileSync(STAMP, 'utf8') === sources();
}

/** Stands for all that the build is made of. Its types come from the API, but nothing of them is in it. */
function sources() {
  const files = readdirSync(WEB, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !file.startsWith(join(WEB, 'dist')) && !file.includes('node_modules') && !file.endsWith('.d.ts'))
    .sort();
  const hash = createHash('sha256');
  for (const file of [join(ROOT, 'package-lock.json'), ...files]) hash.update(file).update(readFileSync(file));
  return hash.digest('hex');
}
