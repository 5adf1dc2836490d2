import type { Histogram } from './histogram';
import { quantileOf } from './histogram';
import type { Mark, MarkName } from './mark';

/** What figures are made of: how many marks, what they add up to, and where their values lie. */
export interface Tally {
  count(what: MarkName): number;
  sum(what: MarkName): number;
  /** The value below or at which the share `q` lies (nearest rank); undefined where there are none. */
  quantile(what: MarkName, q: number): number | undefined;
}

/** A tally of the marks themselves, as they come: exact. */
export class TallyOfMarks implements Tally {
  readonly #counts = new Map<MarkName, number>();
  readonly #values = new Map<MarkName, number[]>();

  add({ what, value }: Pick<Mark, 'what' | 'value'>): void {
    this.#counts.set(what, (this.#counts.get(what) ?? 0) + 1);
    if (value === undefined) return;
    const known = this.#values.get(what);
    if (known === undefined) this.#values.set(what, [value]);
    else known.push(value);
  }

  count(what: MarkName): number {
    return this.#counts.get(what) ?? 0;
  }

  sum(what: MarkName): number {
    return (this.#values.get(what) ?? []).reduce((sum, value) => sum + value, 0);
  }

  quantile(what: MarkName, q: number): number | undefined {
    const sorted = [...(this.#values.get(what) ?? [])].sort((a, b) => a - b);
    return sorted[Math.max(1, Math.ceil(q * sorted.length)) - 1];
  }
}

/** Counts, sums and histograms kept in counters: `received`, `remedied_sum`, `answered_h17`. */
export type Counts = Readonly<Record<string, number>>;

/** A tally of counters; its quantiles are as fine as the histogram's buckets. */
export function tallyOfCounts(all: readonly Counts[]): Tally {
  const total: Record<string, number> = {};
  for (const counts of all) for (const [name, n] of Object.entries(counts)) total[name] = (total[name] ?? 0) + n;
  return {
    count: (what) => total[what] ?? 0,
    sum: (what) => total[`${what}_sum`] ?? 0,
    quantile: (what, q) => quantileOf(histogramOf(total, what), q),
  };
}

function histogramOf(counts: Counts, what: MarkName): Histogram {
  const prefix = `${what}_h`;
  return Object.fromEntries(
    Object.entries(counts)
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, n]) => [Number(name.slice(prefix.length)), n]),
  );
}
