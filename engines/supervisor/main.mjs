/**
 * `script/server`. Options are read and everything is provided before any TypeScript is loaded, because on a fresh
 * machine there is nothing yet that could load it.
 */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bootstrap } from '../provision/bootstrap.mjs';
import { Failure } from '../provision/failure.mjs';
import { say, step } from '../provision/progress.mjs';
import { stopOnSignals } from '../provision/run.mjs';
import { HELP, serverOptions } from './options.mjs';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const startedMs = Date.now();

// The terminal may be closed before everything has been stopped in order.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

try {
  const options = serverOptions(process.argv.slice(2), process.env, ROOT);
  if (options === 'help') process.stdout.write(HELP);
  else {
    process.env.REDRESS_DATA = options.data;
    const signalsAreOurs = stopOnSignals();
    await bootstrap({ tests: false });
    signalsAreOurs();
    const require = createRequire(import.meta.url);
    require('../typescript/register.cjs');
    await require('./serve.ts').serve({ options, root: ROOT, startedMs, progress: { say, step } });
  }
} catch (error) {
  // StartFailure is the TypeScript side's Failure; anything else is a fault of ours and shows its stack.
  if (!(error instanceof Failure) && !(error instanceof Error && error.name === 'StartFailure')) throw error;
  say(`\n${error.message}`);
  process.exitCode = 1;
}
