import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..');

/** What the SDK does in a thread for workflows, and whether it takes traces there. */
const THREAD = `
  const { globalHandlers } = require('@temporalio/worker/lib/workflow/vm-shared');
  globalHandlers.install();
  require('node:worker_threads').parentPort.postMessage({
    traces: globalHandlers.promiseHookInstalled,
    stack: new Error('seen').stack.split('\\n').length > 1,
  });`;
const PROGRAM = `
  const { Worker } = require('node:worker_threads');
  new Worker(process.argv[1], { eval: true }).on('message', (told) => console.log(JSON.stringify(told)));`;

function thread(...options: string[]): unknown {
  return JSON.parse(
    execFileSync(process.execPath, [...options, '-e', PROGRAM, THREAD], { cwd: ROOT, encoding: 'utf8' }),
  );
}

describe('the threads of a worker', () => {
  test('take no trace of each promise, and errors keep theirs', () => {
    expect(thread('--require', './workers/without-promise-traces.cjs')).toEqual({ traces: false, stack: true });
  });

  test('would take them otherwise', () => {
    expect(thread()).toEqual({ traces: true, stack: true });
  });
});
