import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartFailure } from '../start-failure';
import { addressOf, command } from './application';
import type { ApplicationPlace } from './application';
import type { Progress } from './progress';

/** Tells how to sign in for the first time; that it is there also means that the first run is over. */
const SIGN_IN = 'first-sign-in.txt';

/**
 * On a new data folder, loads policies, staff and sample complaints.
 * @returns the accounts to sign in with, as loading printed them in its last paragraph; on later runs where to read them
 * @throws StartFailure with the log, if loading fails: the next start tries again, for loading is idempotent
 */
export async function seedOnce(place: ApplicationPlace, progress: Progress, signal: AbortSignal): Promise<string> {
  const file = join(place.data, SIGN_IN);
  if (existsSync(file)) return `with the accounts in ${file}`;
  const printed = await progress.step('first run: loading policies, staff and sample complaints', () =>
    seed(place, signal),
  );
  const accounts =
    printed
      .trimEnd()
      .split(/\n\s*\n/)
      .at(-1) ?? '';
  // The command may have written the file itself, with more in it.
  if (!existsSync(file)) writeFileSync(file, `${accounts}\n`, { mode: 0o600 });
  return `${accounts}\n(also in ${file})`;
}

function seed(place: ApplicationPlace, signal: AbortSignal): Promise<string> {
  const { root, data, env } = place;
  const log = join(data, 'logs', 'seed.log');
  mkdirSync(join(data, 'logs'), { recursive: true });
  const { command: program, args } = command(join('cli', 'main.ts'), 'seed', '--server', addressOf(place));
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      signal,
      detached: true,
    });
    let stdout = '';
    let everything = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => (everything += text));
    child.once('error', reject);
    child.once('close', (code) => {
      writeFileSync(log, everything, { mode: 0o600 });
      if (code === 0) resolve(stdout);
      else reject(new StartFailure(`Loading the first data failed (code ${code ?? 'none'}).\n  Its log: ${log}`));
    });
  });
}
