import { condition } from '@temporalio/workflow';

/**
 * Knows when a case has settled: every line stands at a task, a time or an effect under way, and none of them could go
 * on. Lines that run count up, lines that wait leave the test that would wake them.
 */
export class Settling {
  private running = 0;
  private readonly waits = new Set<() => boolean>();

  /** Something of the case runs until the returned function is called. */
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

  isSettled(): boolean {
    if (this.running > 0) return false;
    for (const ready of this.waits) if (ready()) return false;
    return true;
  }

  /**
   * Waits until settled. A promise that has just been resolved wakes its line some microtasks later, so being settled
   * counts only if it still holds after these.
   */
  async settled(): Promise<void> {
    for (;;) {
      await condition(() => this.isSettled());
      for (let turn = 0; turn < 25; turn++) await Promise.resolve();
      if (this.isSettled()) return;
    }
  }
}
