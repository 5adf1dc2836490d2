interface Window {
  count: number;
  endsAtMs: number;
}

/**
 * Counts attempts by a key within a time that begins at the first. In memory: several API processes count apart, and a
 * restart forgets, which slows a guesser down all the same.
 */
export class Attempts {
  private readonly windows = new Map<string, Window>();

  /**
   * @param most attempts within the window
   * @param nowMs a clock in milliseconds
   */
  constructor(
    private readonly most: number,
    private readonly windowMs: number,
    private readonly nowMs: () => number,
    private readonly maxKeys = 10_000,
  ) {}

  /**
   * Counts an attempt, before anything is tried, so that many at once count too.
   * @returns undefined if it may be made, or the seconds after which the next may
   */
  take(key: string): number | undefined {
    const now = this.nowMs();
    const known = this.windows.get(key);
    const window = known !== undefined && known.endsAtMs > now ? known : { count: 0, endsAtMs: now + this.windowMs };
    if (window.count >= this.most) return Math.ceil((window.endsAtMs - now) / 1000);
    window.count++;
    this.windows.delete(key);
    this.windows.set(key, window);
    this.dropOld(now);
    return undefined;
  }

  /** Forgets a key's attempts: one of them succeeded. */
  clear(key: string): void {
    this.windows.delete(key);
  }

  /** Takes one attempt back: it turned out not to be one. */
  giveBack(key: string): void {
    const window = this.windows.get(key);
    if (window !== undefined && window.count > 0) window.count--;
  }

  private dropOld(now: number): void {
    for (const [key, window] of this.windows) {
      if (this.windows.size <= this.maxKeys && window.endsAtMs > now) return;
      this.windows.delete(key);
    }
  }
}
