import type { Counters, SetAside } from '../models/counters';

type Counted = Pick<Counters, 'countAll' | 'countNoticed' | 'newlySetAside'>;

/** Between two rounds over the cases that this process has written. */
const EVERY_MS = 2_000;
/** Every so many rounds all cases are looked over: those that another process wrote before it was killed. */
const ALL_EVERY = 30;

/** Keeps the counters up to the register, in the background: no case waits for it. Several may run. */
export class Counting {
  readonly #counters: Counted;
  readonly #alarm: (setAside: SetAside) => void;
  #timer: NodeJS.Timeout | undefined;
  #round: Promise<unknown> = Promise.resolve();
  #rounds = 0;
  #stopped = true;

  /** @param alarm told of each row that can't be counted, once it is tried no more */
  constructor(counters: Counted, alarm: (setAside: SetAside) => void) {
    this.#counters = counters;
    this.#alarm = alarm;
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
        for (const one of this.#counters.newlySetAside()) this.#alarm(one);
        if (!this.#stopped) this.#timer = setTimeout(() => this.#countAndWait(), EVERY_MS).unref();
      });
  }
}
