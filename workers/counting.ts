import type { Counters } from '../models/counters';

/** Between two rounds over the cases that this process has written. */
const EVERY_MS = 2_000;
/** Every so many rounds all cases are looked over: those that another process wrote before it was killed. */
const ALL_EVERY = 30;

/** Keeps the counters up to the register, in the background: no case waits for it. Several may run. */
export class Counting {
  readonly #counters: Pick<Counters, 'countAll' | 'countNoticed'>;
  #timer: NodeJS.Timeout | undefined;
  #round: Promise<unknown> = Promise.resolve();
  #rounds = 0;
  #stopped = true;

  constructor(counters: Pick<Counters, 'countAll' | 'countNoticed'>) {
    this.#counters = counters;
  }

  start(): void {
    if (!this.#stopped) return;
    this.#stopped = false;
    this.#countAndWait();
  }

  /** Resolves when the round under way has ended. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#round;
  }

  #countAndWait(): void {
    const counted = this.#rounds++ % ALL_EVERY === 0 ? this.#counters.countAll() : this.#counters.countNoticed();
    this.#round = counted
      // The database is down: what was noticed is noticed still.
      .catch(() => undefined)
      .then(() => {
        if (!this.#stopped) this.#timer = setTimeout(() => this.#countAndWait(), EVERY_MS).unref();
      });
  }
}
