/** `script/bootstrap`: packages and engines at the same time, for they need nothing of each other. */
import { parseArgs } from 'node:util';
import { pathToFileURL } from 'node:url';
import { providedBrowser } from './browser.mjs';
import { builtConsole } from './console.mjs';
import { ENGINES } from './engines.mjs';
import { Failure } from './failure.mjs';
import { packages } from './packages.mjs';
import { say, since } from './progress.mjs';
import { stopOnSignals, stopRunning } from './run.mjs';

const HELP = `Usage: script/bootstrap [--tests]

Installs the packages in package-lock.json, builds the console, and prepares Temporal and MongoDB: found on the
PATH, taken from the cache, downloaded, or built. Does nothing if nothing is missing. script/server and script/test run
it by themselves.

  --tests   also what script/test needs
  --help    this text

Environment:
  TEMPORAL_ADDRESS  a running Temporal server, host:port: none is provided then
  MONGODB_URI       a running MongoDB: none is provided then
  REDRESS_DATA      data folder: MongoDB is provided as what wrote the data there
  REDRESS_DOWNLOAD  no: Temporal is built from its Go module at once, and no MongoDB is downloaded
  HTTPS_PROXY       used for downloads (by curl)
  REDRESS_CACHE     folder for the cache (otherwise XDG_CACHE_HOME, ~/.cache); redress/ in it is used
`;

/**
 * Everything that must be there before anything starts. Idempotent; continues what an earlier call left.
 * @param {{ tests: boolean }} options
 * @returns {Promise<void>} rejects with a Failure as soon as one part fails; the others are stopped then
 */
export async function bootstrap({ tests }) {
  const engines = tests
    ? [ENGINES.temporal, ENGINES.mongo, ENGINES['mongo-stand-in'], ENGINES['test-server']]
    : [
        ...(process.env.TEMPORAL_ADDRESS ? [] : [ENGINES.temporal]),
        ...(process.env.MONGODB_URI ? [] : [ENGINES.mongo]),
      ];
  try {
    const provided = [packages().then(builtConsole), ...engines.map((provide) => provide())];
    await Promise.all([...provided, ...(tests ? [providedBrowser()] : [])]);
  } catch (error) {
    stopRunning();
    throw error;
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await main();

async function main() {
  const started = Date.now();
  stopOnSignals();
  try {
    const { values } = options();
    if (values.help) return void process.stdout.write(HELP);
    await bootstrap({ tests: values.tests ?? false });
    say(`✓ everything is ready (${since(started)})`);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    say(`\n${error.message}`);
    process.exitCode = 1;
  }
}

function options() {
  try {
    return parseArgs({ options: { tests: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } });
  } catch (error) {
    throw new Failure(`${error instanceof Error ? error.message : String(error)}\n\n${HELP}`);
  }
}
