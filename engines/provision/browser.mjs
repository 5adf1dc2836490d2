import { say, step } from './progress.mjs';
import { logFile } from './cache.mjs';
import { run, which } from './run.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

/** The browser in which the console is tried, or undefined; `REDRESS_CHROMIUM` names another. */
export function browser() {
  return process.env.REDRESS_CHROMIUM || NAMES.map(which).find((found) => found !== undefined);
}

/**
 * Installs Debian's Chromium and fonts for Chinese where that may be done here. Where it may not, says so aloud: tests of
 * the console are skipped then, and everything else runs.
 */
export async function providedBrowser() {
  if (browser() !== undefined) return;
  if (process.getuid?.() === 0 && which('apt-get') !== undefined) {
    try {
      await step('installing Chromium and fonts for Chinese', async () => {
        const log = logFile('chromium');
        const what = 'Installing Chromium';
        await run('apt-get', ['update', '-qq'], { log, what });
        const packages = ['chromium', 'fonts-noto-cjk'];
        const env = { DEBIAN_FRONTEND: 'noninteractive' };
        await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], { log, what, env });
      });
    } catch {
      // Told of below.
    }
  }
  if (browser() === undefined)
    say(
      '\nNo Chromium is here and none could be installed: TESTS OF THE CONSOLE ARE SKIPPED.\n  apt-get install chromium fonts-noto-cjk, or REDRESS_CHROMIUM=/path/of/it\n',
    );
}
