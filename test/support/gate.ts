import { setTimeout as sleep } from 'node:timers/promises';

/** Lets people act while it is open; whoever closes it waits until nobody is in the middle of something. */
export class Gate {
  private closed: Promise<void> | undefined;
  private acting = 0;

  async through<T>(act: () => Promise<T>): Promise<T> {
    while (this.closed !== undefined) await this.closed;
    this.acting++;
    try {
      return await act();
    } finally {
      this.acting--;
    }
  }

  /** Closes the gate, waits for quiet, does the work and opens it again. */
  async whileQuiet(settleMs: number, work: () => Promise<void>): Promise<void> {
    let open: () => void = () => undefined;
    this.closed = new Promise((resolve) => (open = resolve));
    while (this.acting > 0) await sleep(20);
    await sleep(settleMs);
    try {
      await work();
    } finally {
      this.closed = undefined;
      open();
    }
  }
}
