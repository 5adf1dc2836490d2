import { condition } from '@temporalio/workflow';

/**
 * Knows when a file has settled: each of its lines of work stands at a task, a time or an effect under way, and none of
 * them could go on. Lines that run count up, lines that wait leave the test that would wake them.
 */
export class Settling {
  private running = 0;
  private readonly waits = new Set<() => boolean>();

  /** Something of the file runs until the returned function is called. */
  async while<T>(work: () => Promise<T>): Promise<T> {
    this.running++;
    try {
      return await work();
    } finally {
      this.running--;
    }
  }

  /** Called by running work only: stands still until `ready`, and counts as settled meanwhile. */
  async standStill(ready: () => boolean): Promise<void> {
    if (ready()) return;
    this.waits.add(ready);
    this.running--;
    try {
      await condition(ready);
    } finally {
      this.running++;
      this.waits.delete(ready);
    }
  }

  /** Called by running work only: several parts at once, each running by itself. All end before the first failure is thrown. */
  async all<T>(parts: (() => Promise<T>)[]): Promise<T[]> {
    const results: T[] = [];
    let left = parts.length;
    let failure: unknown;
    for (const [i, part] of parts.entries()) {
      void this.while(part)
        .then(
          (result) => (results[i] = result),
          (error: unknown) => (failure ??= error),
        )
        .finally(() => left--);
    }
    await this.standStill(() => left === 0);
    if (failure !== undefined) throw failure as Error;
    return results;
  }

  isSettled(): boolean {
    if (this.running > 0) return false;
    for (const ready of this.waits) if (ready()) return false;
    return true;
  }

  /**
   * Waits until settled. What has just been woken may not run yet, so being settled counts only if it still holds when
   * that has run until it waits again.
   */
  async settled(): Promise<void> {
    for (;;) {
      await condition(() => this.isSettled());
      await untilAllWait();
      if (this.isSettled()) return;
    }
  }
}

/** Conditions are looked at when made, and then whenever everything that could run has run. */
export function untilAllWait(): Promise<void> {
  let looks = 0;
  return condition(() => looks++ > 0);
}
