import type { Connection, Model } from 'mongoose';
import type { Reach } from '../domain/values/place';
import type { Dimension, Mark, MarkName } from '../domain/reports/mark';
import type { NumberedMark } from '../domain/reports/report';
import { LIST_WITHIN_MS, orTooBroad } from './limits';
import { anyOf } from './keyset';
import type { Position } from './page';
import { registerRows } from './register-rows';
import type { RegisterRow } from './register-rows';

/** What was counted, and of which cases. */
export interface MarksWanted {
  /** Each policy with its stretch of time, ISO instants; `to` is not included. */
  stretches: readonly { policy: string; from: string; to: string }[];
  what: readonly MarkName[];
  /** Only marks with one of these values, of each dimension that is named. */
  where?: Readonly<Partial<Record<Dimension, readonly string[]>>>;
  /** Only of major complaints. */
  major?: true;
  /** Only of cases of these places; of all if it is left out. */
  within?: Reach | undefined;
}

/** A mark, its case and its policy. */
export interface MarkFound extends NumberedMark {
  policy: string;
}

/** The strokes behind figures: each is one of a case, and a figure is made of them and of nothing else. */
export class Marks {
  readonly #rows: Model<RegisterRow>;

  constructor(connection: Connection) {
    this.#rows = registerRows(connection);
  }

  /**
   * A page of marks, the latest case first and each case's in the order of time. Nothing is counted.
   * @throws TooBroad
   */
  async list(
    wanted: MarksWanted,
    { limit, after }: { limit: number; after?: Position },
  ): Promise<{ items: MarkFound[]; next?: Position }> {
    const [lastNo, lastIndex = ''] = after ?? [];
    const from = typeof lastNo === 'string' ? { _id: { $lte: lastNo } } : {};
    const stretches = wanted.stretches.map((stretch) => ({
      ...{ 'entry.policy': { $eq: stretch.policy }, marks: { $elemMatch: conditionOn(wanted, stretch) } },
      ...from,
    }));
    if (stretches.length === 0 || wanted.what.length === 0) return { items: [] };
    // Each row has one at least, but for the one that the page before ended in.
    const rows = await orTooBroad(
      this.#rows
        .find(anyOf<RegisterRow>(stretches), { marks: 1, 'entry.policy': 1 })
        .sort({ _id: -1 })
        .limit(limit + 2)
        .maxTimeMS(LIST_WITHIN_MS)
        .lean<Pick<RegisterRow, '_id' | 'marks' | 'entry'>[]>(),
    );
    const found = rows.flatMap(({ _id: no, marks, entry: { policy } }) =>
      marks.flatMap((mark, index) => {
        const isPassed = no === lastNo && index <= Number(lastIndex);
        return isPassed || !isWanted(wanted, policy, mark) ? [] : [{ index, found: { no, policy, ...mark } }];
      }),
    );
    const page = found.slice(0, limit);
    const last = page.at(-1);
    return {
      items: page.map(({ found: mark }) => mark),
      ...(last === undefined || found.length <= limit ? {} : { next: [last.found.no, String(last.index)] }),
    };
  }
}

/** The same as `isWanted` of a mark, for the database. */
function conditionOn(
  { what, where = {}, major, within }: MarksWanted,
  { from, to }: MarksWanted['stretches'][number],
): Record<string, unknown> {
  const { place, ...others } = where;
  const seen = within === undefined ? undefined : [...(within.withNone ? [null] : []), ...within.places];
  const places = place === undefined ? seen : place.filter((one) => seen?.includes(one) !== false);
  return {
    ...{ at: { $gte: from, $lt: to }, what: { $in: [...what] } },
    ...(major === undefined ? {} : { major: { $eq: true } }),
    ...(places === undefined ? {} : { place: { $in: places } }),
    ...Object.fromEntries(Object.entries(others).map(([dimension, values]) => [dimension, { $in: [...values] }])),
  };
}

function isWanted({ stretches, what, where = {}, major, within }: MarksWanted, policy: string, mark: Mark): boolean {
  const { place } = mark;
  return (
    what.includes(mark.what) &&
    stretches.some((one) => one.policy === policy && mark.at >= one.from && mark.at < one.to) &&
    (major !== true || mark.major === true) &&
    (within === undefined || (place === undefined ? within.withNone : within.places.includes(place))) &&
    Object.entries(where).every(([dimension, values]) => {
      const value = mark[dimension as Dimension];
      return value !== undefined && values.includes(value);
    })
  );
}
