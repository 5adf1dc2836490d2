import { setTimeout as sleep } from 'node:timers/promises';
import { describeEnding } from '../managed-process';
import type { Ending, ManagedProcess } from '../managed-process';

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;
/** Who has run for so long was healthy: the next pause is short again. */
const HEALTHY_AFTER_MS = 60_000;
/** A minute and more without an answer: a machine that swaps, or a long collection of garbage, is over by then. */
const LIVENESS: Liveness = { everyMs: 5_000, withinMs: 10_000, failures: 6 };

/** How it is found out that a process runs and serves nobody. */
export interface Liveness {
  /** Between two questions. */
  readonly everyMs: number;
  /** How long an answer may take. */
  readonly withinMs: number;
  /** After so many in a row that got no answer it is ended, and started again. */
  readonly failures: number;
}

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
  readonly liveness?: Liveness;
}

/**
 * Starts a process and keeps it running, with growing pauses between tries. One that runs and no longer serves is ended
 * first.
 * @throws what the first start throws; later ones are said and tried again
 */
export async function keepRunning(options: KeepRunningOptions): Promise<KeptProcess> {
  const { start, say, onStart, liveness = LIVENESS } = options;
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
      const ending = await endingOf(process, liveness, say);
      current = undefined;
      if (signal.aborted) return;
      if (Date.now() - startedMs > HEALTHY_AFTER_MS) pauseMs = FIRST_PAUSE_MS;
      say(`${name} ended (${describeEnding(ending)}; log: ${process.log}). Restart in ${pauseMs / 1000} s.`);
      const next = await again(pauseMs);
      if (!next) return;
      process = next;
      pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
      say(`${name} is running again.`);
    }
  };

  /** The note is for a later start: that it can't be written, as on a full disk, stops nobody. */
  const noted = (next: ManagedProcess): void => {
    try {
      onStart(next);
    } catch (error) {
      say(
        `${next.name} is running, but could not be recorded: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  };

  const again = async (firstPauseMs: number): Promise<ManagedProcess | undefined> => {
    for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
      try {
        await sleep(pauseMs, undefined, { signal });
        const next = await start(signal);
        current = next;
        noted(next);
        return next;
      } catch (error) {
        if (signal.aborted) return undefined;
        say(`${error instanceof Error ? error.message : String(error)}\nNext attempt in ${pauseMs / 1000} s.`);
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

/** Waits until it has ended, by itself or because it served nobody any more. */
async function endingOf(
  process: ManagedProcess,
  { everyMs, withinMs, failures }: Liveness,
  say: (line: string) => void,
): Promise<Ending> {
  let ending: Ending | undefined;
  const ended = process.ended.then((how) => (ending = how));
  for (let failed = 0; ending === undefined;) {
    await Promise.race([ended, sleep(everyMs, undefined, { ref: false })]);
    const isAlive = await Promise.race([
      ended.then(() => true),
      process.alive().then(
        () => true,
        () => false,
      ),
      sleep(withinMs, false, { ref: false }),
    ]);
    failed = isAlive ? 0 : failed + 1;
    if (failed < failures) continue;
    say(
      `${process.name} runs (process ${process.pid}; log: ${process.log}) but does not answer. Stopping the process.`,
    );
    await process.stop();
  }
  return ending;
}
