import type { Model } from 'mongoose';
import { after, anyOf, both, positionOf } from './keyset';
import type { SortKey } from './keyset';
import { orTooBroad } from './limits';
import type { Position } from './page';

/** Rows read at a time. */
const AT_ONCE = 1_000;

/**
 * Rows one by one in an order, read in ranges: no query takes longer the more there are, and nothing is held open
 * meanwhile. What changes its place while it is read may come twice or be missed.
 *
 * @throws TooBroad
 */
export async function* inRanges<Row extends object>(
  rows: Model<Row>,
  wanted: {
    /** Of which any must hold; all rows if left out. */
    alternatives?: readonly Record<string, unknown>[];
    order: readonly SortKey[];
    fields: Record<string, 1>;
    /** Only what comes after this. */
    after?: Position;
    atOnce?: number;
  },
): AsyncGenerator<Row> {
  const { alternatives = [{}], order, fields, atOnce = AT_ONCE } = wanted;
  const sort = Object.fromEntries(order.map(({ field, direction }) => [field, direction]));
  for (let last = wanted.after; ;) {
    const from = last === undefined ? alternatives : both(alternatives, after(order, last));
    const found = (await orTooBroad(rows.find(anyOf<Row>(from), fields).sort(sort).limit(atOnce).lean())) as Row[];
    yield* found;
    const end = found.at(-1);
    if (end === undefined || found.length < atOnce) return;
    last = positionOf(order, end);
  }
}
