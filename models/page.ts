/** Where a list goes on: what the last row before says of each field of the order, instants as ISO texts. */
export type Position = readonly (string | null)[];

/** The part of a list that is asked for. */
export interface PageRequest {
  limit: number;
  /** Only what comes after this; from the beginning if it is left out. */
  after?: Position;
}

/** How many there are: exactly, or so many at least. */
export interface Total {
  count: number;
  atLeast?: true;
}

/** The part of a list that was found, and how many there are in all. */
export interface Page<T> {
  items: T[];
  total: Total;
  /** Where the next page begins; absent on the last. */
  next?: Position;
}

/** Counted exactly up to here. */
export const MOST_COUNTED = 10_000;

/** A total of what was counted no further than one beyond the most. */
export function totalOf(counted: number): Total {
  return counted > MOST_COUNTED ? { count: MOST_COUNTED, atLeast: true } : { count: counted };
}

/** A page of what is held in memory, in its order, which `positionOf` says for each. */
export function pageOfAll<T>(
  all: readonly T[],
  positionOf: (item: T) => string,
  { limit, after }: PageRequest,
  direction: 1 | -1 = 1,
): Page<T> {
  const sorted = [...all].sort((a, b) => direction * compare(positionOf(a), positionOf(b)));
  const from = after?.[0] ?? undefined;
  const rest = from === undefined ? sorted : sorted.filter((item) => direction * compare(positionOf(item), from) > 0);
  const items = rest.slice(0, limit);
  const last = items.at(-1);
  return {
    items,
    total: { count: all.length },
    ...(last === undefined || rest.length <= limit ? {} : { next: [positionOf(last)] }),
  };
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
