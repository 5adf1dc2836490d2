/**
 * Durations sorted into buckets that grow by a tenth each, so that medians over many cases come from a few numbers. What
 * is read from a bucket is at most 5 % away from what was put in; below a minute everything counts as half a minute.
 */
const GROWTH = 1.1;
const FIRST_MS = 60_000;

/** The bucket of a duration in milliseconds. */
export function bucketOf(ms: number): number {
  return ms < FIRST_MS ? 0 : 1 + Math.floor(Math.log(ms / FIRST_MS) / Math.log(GROWTH));
}

/** The duration that stands for a bucket: the geometric middle of its ends. */
export function middleOf(bucket: number): number {
  return bucket === 0 ? FIRST_MS / 2 : Math.round(FIRST_MS * GROWTH ** (bucket - 0.5));
}

/** How many durations each bucket holds. */
export type Histogram = Readonly<Record<number, number>>;

/** The duration below or at which the share `q` of them lies (nearest rank); undefined where there are none. */
export function quantileOf(histogram: Histogram, q: number): number | undefined {
  const buckets = Object.entries(histogram)
    .map(([bucket, count]) => ({ bucket: Number(bucket), count }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => a.bucket - b.bucket);
  const total = buckets.reduce((sum, { count }) => sum + count, 0);
  let left = Math.max(1, Math.ceil(q * total));
  for (const { bucket, count } of buckets) {
    left -= count;
    if (left <= 0) return middleOf(bucket);
  }
  return undefined;
}
