import { createHash } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheFolder, logFile } from './cache.mjs';
import { withLock } from './lock.mjs';
import { step } from './progress.mjs';
import { run } from './run.mjs';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const STAMP = join(ROOT, 'node_modules', '.redress-installed');

/**
 * Installs what package-lock.json names, unless that is what is installed: `npm ci` leaves nothing half done behind its
 * stamp, and a start that changes nothing takes no time.
 */
export async function packages() {
  if (isCurrent()) return;
  // Kept outside node_modules, which npm ci removes, and apart for each checkout.
  const lock = join(cacheFolder(), `npm-${sha256(ROOT).slice(0, 12)}.lock`);
  await withLock(lock, async () => {
    if (isCurrent()) return;
    rmSync(STAMP, { force: true });
    await step('npm: installing packages', () =>
      run('npm', ['ci', '--include=dev', '--no-audit', '--no-fund'], {
        cwd: ROOT,
        log: logFile('npm-ci'),
        what: 'Installing packages',
        remedies: ['start again: npm keeps what it fetched', 'or run `npm ci` by hand to see more'],
      }),
    );
    writeFileSync(STAMP, wanted());
  });
}

function isCurrent() {
  try {
    return readFileSync(STAMP, 'utf8') === wanted();
  } catch {
    return false;
  }
}

/** Native packages are built for one Node ABI and one platform: a changed one needs an installation of its own. */
function wanted() {
  const { platform, arch, versions } = process;
  return sha256([readFileSync(join(ROOT, 'package-lock.json')), platform, arch, versions.modules].join('\n'));
}

/** @param {string} text */
function sha256(text) {
  return createHash('sha256').update(text).digest('hex');
}
