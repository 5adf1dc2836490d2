import { existsSync, readdirSync, statSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import type { Browser } from 'playwright-core';

const ROOT = join(__dirname, '..', '..', '..');
const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

/** The browser on this machine, or undefined; `script/test` has said aloud that it could install none. */
export const CHROMIUM =
  process.env['REDRESS_CHROMIUM'] ??
  NAMES.flatMap((name) => (process.env['PATH'] ?? '').split(':').map((folder) => join(folder, name))).find(existsSync);

/** `test`, or where there is no browser a test that is skipped and counted so. */
export const testInBrowser = CHROMIUM === undefined ? test.skip : test;

export function launch(): Promise<Browser> {
  return chromium.launch({
    ...(CHROMIUM === undefined ? {} : { executablePath: CHROMIUM }),
    // Its own sandbox needs what containers rarely give; nothing but our own pages is opened in it.
    args: ['--no-sandbox', '--disable-dev-shm-usage'],
  });
}

/** Builds the console into `web/dist`, if that is not there or older than its source. */
export function builtConsole(): void {
  const built = statSync(join(ROOT, 'web', 'dist', 'index.html'), { throwIfNoEntry: false });
  const sources = join(ROOT, 'web', 'src');
  const isNewer = (file: string) => statSync(join(sources, file)).mtimeMs > (built?.mtimeMs ?? 0);
  if (built !== undefined && !readdirSync(sources, { encoding: 'utf8', recursive: true }).some(isNewer)) return;
  const { status, stderr } = spawnSync('npm', ['run', '--silent', 'build:web'], {
    ...{ cwd: ROOT, encoding: 'utf8' },
    // Jest's own says `test`, by which a library would be built for developers.
    env: { ...process.env, NODE_ENV: 'production' },
  });
  if (status !== 0) throw new Error(`the console could not be built: ${stderr}`);
}
