import type { BackgroundWorkName, NoteWork } from '../models/note-work';

/** How a kind of work stands in this process. Times are ISO instants. */
export interface WorkState {
  work: string;
  /** Its last try failed. */
  failing: boolean;
  /** Since the process started. */
  failures: number;
  /** Since its last success. */
  failuresInARow: number;
  lastSuccessAt?: string;
  lastFailureAt?: string;
  /** Of the last failure: name and code, never what a message quotes. */
  error?: string;
}

/** Where failures are told; `err` is logged in full. */
export interface WorkLog {
  error(about: { work: string; no?: string; err: unknown; failuresInARow: number }, message: string): void;
  info(about: { work: string } & Readonly<Record<string, string | number>>, message: string): void;
}

/** Work that fails every second is told of once a minute. */
const TOLD_EVERY_MS = 60_000;

/**
 * The work that goes on beside cases and requests, and that nobody waits for: whatever fails there is logged, counted by
 * its work, and can be shown. In memory alone, so that it can still tell when it is the database that fails.
 */
export class BackgroundWork {
  readonly #works = new Map<string, WorkState & { toldMs: number }>();

  constructor(private readonly log: WorkLog) {}

  /** Does a piece of work and notes how it came out; answers undefined if it failed. Never throws. */
  async run<T>(work: BackgroundWorkName, todo: () => Promise<T>): Promise<T | undefined> {
    try {
      const done = await todo();
      this.note(work);
      return done;
    } catch (error) {
      this.note(work, error);
      return undefined;
    }
  }

  /** Notes a success, or the error of a failure, with the number of the case that it was for. */
  readonly note: NoteWork = (work, error, no) => {
    const state = this.#works.get(work) ?? { work, failing: false, failures: 0, failuresInARow: 0, toldMs: 0 };
    this.#works.set(work, state);
    if (error === undefined) this.#succeeded(state);
    else this.#failed(state, error, no);
  };

  /** By name. */
  list(): WorkState[] {
    const states = [...this.#works.values()].map(({ toldMs: _, ...state }) => state);
    return states.sort((a, b) => a.work.localeCompare(b.work));
  }

  #succeeded(state: WorkState): void {
    const { work, failing, failuresInARow } = state;
    Object.assign(state, { failing: false, failuresInARow: 0, lastSuccessAt: new Date().toISOString() });
    if (failing) this.log.info({ work, failures: failuresInARow }, 'background work has recovered');
  }

  #failed(state: WorkState & { toldMs: number }, error: unknown, no?: string): void {
    const isFirst = !state.failing;
    state.failing = true;
    state.failures++;
    state.failuresInARow++;
    state.lastFailureAt = new Date().toISOString();
    state.error = nameOf(error);
    if (!isFirst && Date.now() - state.toldMs < TOLD_EVERY_MS) return;
    state.toldMs = Date.now();
    const { work, failuresInARow } = state;
    const ofCase = no === undefined ? {} : { no };
    this.log.error({ work, ...ofCase, err: error, failuresInARow }, 'background work failed');
  }
}

function nameOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return 'Error';
  const { name, code } = error as { name?: unknown; code?: unknown };
  const parts = [typeof name === 'string' ? name : 'Error', ...(isCode(code) ? [String(code)] : [])];
  return parts.join(' ');
}

function isCode(code: unknown): code is string | number {
  return typeof code === 'number' || (typeof code === 'string' && /^\w{1,40}$/.test(code));
}
