import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { StartFailure } from './start-failure';

const READY_POLL_MS = 150;
const LINES_SHOWN = 12;
const CHARACTERS_SHOWN = 200;

/** What to start, how to know that it serves, and how long its beginning and end may take. */
export interface ProcessSpec {
  /** As people call it: `Temporal server`. */
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Appended to; its folder is made. */
  readonly log: string;
  /** Resolves once the process really serves; rejects (and is asked again) while it doesn't. */
  readonly ready: (pid: number) => Promise<unknown>;
  readonly readyWithinMs: number;
  /** Resolves while the process serves, whatever others do that it needs. Without, to run is to be alive. */
  readonly alive?: () => Promise<unknown>;
  /** How long it may take to end by itself before it is killed. */
  readonly stopWithinMs: number;
  /**
   * Takes the process out of the terminal's group, so that Ctrl-C reaches only its parent, which then ends its processes
   * in order.
   */
  readonly ownGroup?: boolean;
  /** Gives up a start that isn't finished yet. */
  readonly signal?: AbortSignal;
}

/** How a process ended; `asked` is false when nobody had called `stop`. */
export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly asked: boolean;
  /** Why it never began, such as a missing program. */
  readonly reason?: string;
}

/** A running child process. */
export interface ManagedProcess {
  readonly name: string;
  readonly pid: number;
  readonly log: string;
  /** Resolves when the process has ended, for whatever reason; never rejects. */
  readonly ended: Promise<Ending>;
  /** Rejects, or hangs, if it runs and serves nobody. */
  alive(): Promise<unknown>;
  /**
   * Asks the process to end (SIGTERM), kills it after the time limit, and resolves when it is gone. May be called again
   * with a shorter limit to hurry, and after the end without harm.
   */
  stop(withinMs?: number): Promise<void>;
}

/**
 * Starts a process and waits until it serves.
 * @throws StartFailure naming the log and showing its last lines, if the process ends early, can't be started or takes
 *   too long; it is stopped then
 */
export async function startProcess(spec: ProcessSpec): Promise<ManagedProcess> {
  const child = spawnLogged(spec);
  const { ended, isRunning, stop } = lifeOf(child, spec.stopWithinMs);
  const isGivenUp = () => spec.signal?.aborted ?? false;
  const deadline = Date.now() + spec.readyWithinMs;
  let lastReason: unknown;
  while (isRunning() && !isGivenUp() && Date.now() < deadline) {
    try {
      // Without an id it could not even be started, which `ended` is about to tell.
      if (child.pid !== undefined) {
        await spec.ready(child.pid);
        if (isRunning() && !isGivenUp()) {
          const alive = spec.alive ?? (() => Promise.resolve());
          return { name: spec.name, pid: child.pid, log: spec.log, ended, alive, stop };
        }
      }
    } catch (reason) {
      lastReason = reason;
    }
    await Promise.race([sleep(READY_POLL_MS), ended]);
  }
  if (isGivenUp()) {
    await stop();
    throw new StartFailure(`${spec.name} was stopped before it was ready.`);
  }
  const why = isRunning()
    ? `was not ready within ${spec.readyWithinMs / 1000} s (${lastReason instanceof Error ? lastReason.message : 'no reason known'})`
    : `ended before it was ready (${describeEnding(await ended)})`;
  await stop();
  throw new StartFailure(`${spec.name} ${why}.\n  Its log: ${spec.log}${lastLines(spec.log)}`);
}

function lifeOf(child: ChildProcess, stopWithinMs: number) {
  let asked = false;
  let running = true;
  // If we end without having stopped it, it must not go on alone, holding its port.
  const endWithParent = () => child.kill('SIGTERM');
  process.once('exit', endWithParent);
  const ended = new Promise<Ending>((resolve) => {
    const end = (ending: Omit<Ending, 'asked'>) => {
      running = false;
      process.off('exit', endWithParent);
      resolve({ ...ending, asked });
    };
    child.once('error', (error) => end({ code: null, signal: null, reason: error.message }));
    child.once('exit', (code, signal) => end({ code, signal }));
  });
  const stop = async (withinMs = stopWithinMs) => {
    asked = true;
    if (!running) return;
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), withinMs);
    await ended;
    clearTimeout(timer);
  };
  return { ended, stop, isRunning: () => running };
}

/** `code 1`, `killed by SIGKILL`. */
export function describeEnding({ code, signal, reason }: Ending): string {
  return reason ?? (signal ? `killed by ${signal}` : `code ${code ?? 'unknown'}`);
}

function spawnLogged({ command, args, cwd, env, log, ownGroup }: ProcessSpec): ChildProcess {
  mkdirSync(dirname(log), { recursive: true });
  const out = openSync(log, 'a', 0o600);
  try {
    writeHeading(out, [command, ...args]);
    return spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', out, out],
      detached: ownGroup ?? false,
    });
  } finally {
    closeSync(out);
  }
}

/** On a full disk a process starts without it. */
function writeHeading(log: number, command: readonly string[]): void {
  try {
    writeSync(log, `\n--- ${new Date().toISOString()} ${command.join(' ')}\n`);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
  }
}

/** What the process said last; the log has the rest of lines that are longer than a person reads. */
function lastLines(log: string): string {
  const lines = readFileSync(log, 'utf8').trimEnd().split('\n').slice(-LINES_SHOWN);
  const cut = (line: string) => (line.length > CHARACTERS_SHOWN ? `${line.slice(0, CHARACTERS_SHOWN)} …` : line);
  return lines.map((line) => `\n  | ${cut(line)}`).join('');
}
