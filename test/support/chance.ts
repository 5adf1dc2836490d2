import { createHash } from 'node:crypto';

/** Chance that follows from a seed: the same question has the same answer whenever and in whatever order it is asked. */
export class Chance {
  constructor(private readonly seed: string) {}

  /** Chance of its own for a part of the whole. */
  for(what: string | number): Chance {
    return new Chance(`${this.seed}/${what}`);
  }

  /** From 0 to below 1. */
  of(what: string): number {
    const hash = createHash('sha256').update(`${this.seed}?${what}`).digest();
    return hash.readUIntBE(0, 6) / 2 ** 48;
  }

  happens(what: string, share: number): boolean {
    return this.of(what) < share;
  }

  /** Both bounds included. */
  whole(what: string, least: number, most: number): number {
    return least + Math.floor(this.of(what) * (most - least + 1));
  }

  shuffled<T>(what: string, all: readonly T[]): T[] {
    const ranked = all.map((one, i) => ({ one, rank: this.of(`${what} ${i}`) }));
    return ranked.sort((a, b) => a.rank - b.rank).map(({ one }) => one);
  }

  /** @throws if there is nothing to choose from. */
  pick<T>(what: string, among: readonly T[]): T {
    if (among.length === 0) throw new Error(`${this.seed}: nothing to choose ${what} from`);
    return among[Math.floor(this.of(what) * among.length)] as T;
  }
}
