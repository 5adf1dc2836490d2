/**
 * `node engines/provision/main.mjs ENGINE …` makes engines ready and prints one JSON object on stdout: for each engine
 * where it is, or `failure` with what a person has to know. Progress goes to stderr.
 */
import { ENGINES } from './engines.mjs';
import { Failure } from './failure.mjs';
import { stopOnSignals, stopRunning } from './run.mjs';

const wanted = process.argv.slice(2);
const isEngine = /** @type {(name: string) => name is keyof typeof ENGINES} */ ((name) => name in ENGINES);

stopOnSignals();
try {
  if (wanted.length === 0 || !wanted.every(isEngine))
    throw new Failure(`Name the engines to provide: ${Object.keys(ENGINES).join(', ')}.`);
  const ready = await Promise.all(wanted.map(async (name) => [name, await ENGINES[name]()]));
  answer(Object.fromEntries(ready));
} catch (error) {
  if (!(error instanceof Failure)) throw error;
  stopRunning();
  answer({ failure: error.message });
  process.exitCode = 1;
}

/** @param {unknown} value */
function answer(value) {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}
