import type { BackgroundWork } from '../background/background-work';
import type { Counters, SetAside } from '../models/counters';

type Counted = Pick<Counters, 'countAll' | 'countNoticed' | 'newlySetAside'>;

/** Between two rounds over the cases that this process has written. */
const EVERY_MS = 2_000;
/** Every so many rounds all cases are looked over: those that another process wrote before it was killed. */
const ALL_EVERY = 30;

/** Keeps the counters up to the register, in the background: no case waits for it. Several may run. */
export class Counting {
  readonly #counters: Counted;
  readonly #background: Pick<BackgroundWork, 'run'>;
  readonly #alarm: (setAside: SetAside) => void;
  #timer: NodeJS.Timeout | undefined;
  #round: Promise<unknown> = Promise.resolve();
  #rounds = 0;
  #stopped = true;

  /** @param alarm told of each row that can't be counted, once it is tried no more */
  constructor(counters: Counted, background: Pick<BackgroundWork, 'run'>, alarm: (setAside: SetAside) => void) {
    this.#counters = counters;
    this.#background = background;
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
    const counters = this.#counters;
    const isOfAll = this.#rounds++ % ALL_EVERY === 0;
    // While the database is down, what was noticed is noticed still.
    this.#round = this.#background
      .run<unknown>('counters', () => (isOfAll ? counters.countAll() : counters.countNoticed()))
      .then(() => {
        for (const one of this.#counters.newlySetAside()) this.#alarm(one);
        if (!this.#stopped) this.#timer = setTimeout(() => this.#countAndWait(), EVERY_MS).unref();
      });
  }
}
