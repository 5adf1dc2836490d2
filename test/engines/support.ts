import { execFile } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export const ROOT = resolve(__dirname, '..', '..');

/** A new folder, and what removes it. */
export function scratch(): { folder: string; remove: () => void } {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'redress-engines-')));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Puts a program of ours on a PATH of its own: the body is JavaScript with `args`, `fs` and `log(line)` at hand. */
export function fakeProgram(bin: string, name: string, body: string): void {
  mkdirSync(bin, { recursive: true });
  const file = join(bin, name);
  const calls = JSON.stringify(join(bin, `${name}.calls`));
  writeFileSync(
    file,
    `#!${process.execPath}
const fs = require('node:fs');
const args = process.argv.slice(2);
fs.appendFileSync(${calls}, args.join(' ') + '\\n');
${body}
`,
  );
  chmodSync(file, 0o755);
}

/** How a program ended and what it said. */
export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs Node on a file with just this environment. */
export function runNode(args: readonly string[], env: Readonly<Record<string, string>>): Promise<Outcome> {
  return new Promise((done) => {
    execFile(process.execPath, args, { env: { ...env }, timeout: 50_000 }, (error, stdout, stderr) => {
      done({ code: error ? Number(error.code ?? -1) : 0, stdout, stderr });
    });
  });
}

/** Asks until it is so; rejects with the last reason after the time limit. */
export async function eventually<T>(ask: () => T | Promise<T>, withinMs = 20_000): Promise<T> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await sleep(100);
    }
  }
}

/** Whether a process of that id exists. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
