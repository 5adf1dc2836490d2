import { spawn, spawnSync } from 'node:child_process';
import { accessSync, closeSync, constants, openSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Failure } from './failure.mjs';

/**
 * The program of that name that a shell would run, or undefined.
 * @param {string} name
 */
export function which(name) {
  for (const folder of (process.env.PATH ?? '').split(delimiter).filter(Boolean)) {
    const file = join(folder, name);
    try {
      accessSync(file, constants.X_OK);
      if (statSync(file).isFile()) return file;
    } catch {
      // Not in this folder.
    }
  }
  return undefined;
}

/**
 * What a program prints on stdout and stderr, or undefined if it can't be run or fails. For asking versions.
 * @param {string} program
 * @param {string[]} args
 */
export function ask(program, args) {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', timeout: 15_000 });
  return status === 0 ? `${stdout}${stderr}` : undefined;
}

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();

let isStopped = false;

/** Ends whatever `run` has under way, and runs nothing more: what was made so far is kept in the programs' caches. */
export function stopRunning() {
  isStopped = true;
  for (const child of running) child.kill('SIGTERM');
}

/**
 * A build must not go on by itself when the person who started it has interrupted.
 * @returns {() => void} ends this arrangement
 */
export function stopOnSignals() {
  const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);
  const end = () => {
    stopRunning();
    process.exit(130);
  };
  for (const signal of signals) process.on(signal, end);
  return () => {
    for (const signal of signals) process.off(signal, end);
  };
}

/**
 * Runs a program to its end with all it says in a log of its own.
 * @param {string} program
 * @param {string[]} args
 * @param {{ log: string, cwd?: string, env?: Record<string, string>, what: string, remedies?: string[] }} options
 *   `what` and `remedies` are for the failure
 * @returns {Promise<void>}
 */
export async function run(program, args, { log, cwd, env, what, remedies }) {
  if (isStopped) throw new Failure(`${what} was stopped.`);
  const out = openSync(log, 'w');
  try {
    const child = spawn(program, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', out, out] });
    running.add(child);
    const ending = await new Promise((resolve, reject) => {
      child.on('error', reject);
      child.on('exit', (code, signal) => resolve(signal ?? code));
    }).finally(() => running.delete(child));
    if (isStopped) throw new Failure(`${what} was stopped.`);
    if (ending !== 0) throw new Failure(`${what} failed (${program} ended with ${ending}).`, { log, remedies });
  } finally {
    closeSync(out);
  }
}
