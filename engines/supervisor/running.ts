import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { StartFailure } from '../start-failure';

const running = z.object({ pid: z.number(), command: z.string() });
const record = z.object({ supervisor: running, children: z.record(z.string(), running) });
type Running = z.infer<typeof running>;

/** Its file in the data folder. */
export const RUNNING_NOTE = 'running.json';

const POLL_MS = 100;
const STOP_WITHIN_MS = 20_000;

/**
 * The note of who runs on a data folder: keeps two servers apart, and finds the processes that a killed
 * one left behind.
 */
export class RunningNote {
  private readonly children: Record<string, Running> = {};
  private constructor(private readonly file: string) {}

  /**
   * Takes the data folder for this process; ends what an earlier, killed server left running on it.
   * @throws StartFailure if another server runs on it
   */
  static async take(folder: string, say: (line: string) => void): Promise<RunningNote> {
    const file = join(folder, RUNNING_NOTE);
    const left = read(file);
    if (left && left.supervisor.pid !== process.pid && isStill(left.supervisor)) {
      throw new StartFailure(
        `Redress is already running on ${folder} (process ${left.supervisor.pid}). ` +
          'Stop it first, or start another with --data, --port, --temporal-port, --ui-port and --mongo-port of its own.',
      );
    }
    for (const [name, child] of Object.entries(left?.children ?? {})) await endLeftover(name, child, say);
    const note = new RunningNote(file);
    note.write();
    return note;
  }

  /** Notes a child by its process id and its command, for an id alone may by then be somebody else's. */
  add(name: string, pid: number): void {
    this.children[name] = { pid, command: commandOf(pid) ?? '' };
    this.write();
  }

  /** After all children have ended. */
  remove(): void {
    rmSync(this.file, { force: true });
  }

  private write(): void {
    const supervisor = { pid: process.pid, command: commandOf(process.pid) ?? '' };
    writeFileSync(`${this.file}.new`, JSON.stringify({ supervisor, children: this.children }));
    renameSync(`${this.file}.new`, this.file);
  }
}

function read(file: string) {
  if (!existsSync(file)) return undefined;
  return record.parse(JSON.parse(readFileSync(file, 'utf8')));
}

async function endLeftover(name: string, child: Running, say: (line: string) => void): Promise<void> {
  if (!isStill(child)) return;
  say(`… stopping ${name} (process ${child.pid}), left over from a killed server`);
  process.kill(child.pid, 'SIGTERM');
  const deadline = Date.now() + STOP_WITHIN_MS;
  while (isStill(child)) {
    if (Date.now() > deadline) process.kill(child.pid, 'SIGKILL');
    await sleep(POLL_MS);
  }
}

function isStill({ pid, command }: Running): boolean {
  return command !== '' && commandOf(pid) === command;
}

/** The command line of a process, or undefined if there is none of that id. */
function commandOf(pid: number): string | undefined {
  try {
    if (process.platform === 'linux')
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim() || undefined;
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).trim() || undefined;
  } catch {
    return undefined;
  }
}
