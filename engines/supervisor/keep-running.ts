import { setTimeout as sleep } from 'node:timers/promises';
import { describeEnding } from '../managed-process';
import type { ManagedProcess } from '../managed-process';

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;
/** Who has run for so long was healthy: the next pause is short again. */
const HEALTHY_AFTER_MS = 60_000;

/** A process that is started again whenever it ends without having been asked to. */
export interface KeptProcess {
  readonly name: string;
  /** Of the process that runs now; undefined between two. */
  pid(): number | undefined;
  /** Ends it for good. May be called again with a shorter limit to hurry. */
  stop(withinMs?: number): Promise<void>;
}

/** What it takes to keep a process running. */
export interface KeepRunningOptions {
  /** Starts it; rejects when `signal` aborts. */
  readonly start: (signal: AbortSignal) => Promise<ManagedProcess>;
  /** Tells a person that it ended, and that it runs again. */
  readonly say: (line: string) => void;
  /** Called after every start. */
  readonly onStart: (process: ManagedProcess) => void;
  readonly signal: AbortSignal;
}

/**
 * Starts a process and keeps it running, with growing pauses between tries.
 * @throws what the first start throws; later ones are said and tried again
 */
export async function keepRunning(options: KeepRunningOptions): Promise<KeptProcess> {
  const { start, say, onStart } = options;
  const stopping = new AbortController();
  const signal = AbortSignal.any([stopping.signal, options.signal]);
  let current: ManagedProcess | undefined = await start(signal);
  onStart(current);
  const { name } = current;

  const watch = async (first: ManagedProcess) => {
    let process = first;
    let pauseMs = FIRST_PAUSE_MS;
    for (;;) {
      const startedMs = Date.now();
      const ending = await process.ended;
      current = undefined;
      if (ending.asked || signal.aborted) return;
      if (Date.now() - startedMs > HEALTHY_AFTER_MS) pauseMs = FIRST_PAUSE_MS;
      say(
        `${name} ended (${describeEnding(ending)}; log: ${process.log}). It is started again in ${pauseMs / 1000} s.`,
      );
      const next = await again(pauseMs);
      if (!next) return;
      process = next;
      current = next;
      pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
      onStart(process);
      say(`${name} runs again.`);
    }
  };

  const again = async (firstPauseMs: number): Promise<ManagedProcess | undefined> => {
    for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
      try {
        await sleep(pauseMs, undefined, { signal });
        return await start(signal);
      } catch (error) {
        if (signal.aborted) return undefined;
        say(`${error instanceof Error ? error.message : String(error)}\nIt is tried again in ${pauseMs / 1000} s.`);
      }
    }
  };

  const watching = watch(current);
  return {
    name,
    pid: () => current?.pid,
    stop: async (withinMs) => {
      stopping.abort();
      await current?.stop(withinMs);
      await watching;
    },
  };
}
