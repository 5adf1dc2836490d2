import { setTimeout as sleep } from 'node:timers/promises';
import type { Part, Stack } from './stack';

const PARTS: readonly Part[] = ['worker', 'api', 'temporal', 'mongo'];

/** Kills one part of a stack after the other, each round in another order, and starts it again, until it is stopped. */
export class Killer {
  private readonly stopping = new AbortController();
  private readonly killing: Promise<void>;

  /** @param pauseMs between a part that runs again and the next that is killed, at least; at most twice as much */
  constructor(
    private readonly stack: Stack,
    private readonly pauseMs = 6_000,
    private readonly parts = PARTS,
  ) {
    this.killing = this.kill();
    // Whoever stops it hears of it.
    this.killing.catch(() => undefined);
  }

  /** Everything runs once it has stopped. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.killing;
  }

  private async kill(): Promise<void> {
    const { signal } = this.stopping;
    let round: Part[] = [];
    for (;;) {
      await sleep(this.pauseMs * (1 + Math.random()), undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      if (round.length === 0) round = [...this.parts];
      const [part] = round.splice(Math.floor(Math.random() * round.length), 1);
      if (part === undefined) continue;
      await this.stack.kill(part);
      await this.begin(part);
    }
  }

  /** As whoever keeps an installation running: what does not come up, for another part is not up yet, is begun again. */
  private async begin(part: Part): Promise<void> {
    for (let left = 3; ; left--) {
      try {
        await this.stack.begin(part);
        return;
      } catch (error) {
        if (left === 0) throw error;
      }
    }
  }
}
