/** Fields of an index or an order, the first first: 1 upwards, -1 downwards. */
export type Keys = Readonly<Record<string, 1 | -1>>;

export interface DeclaredIndex {
  keys: Keys;
  unique?: true;
  /** What it sees to, where it is there for no query. */
  keeps?: string;
}

/** What is asked of a collection, by the fields that it is asked by. */
export interface DeclaredQuery {
  name: string;
  /** Compared with a value, or with some few (`$in`). */
  equal?: readonly string[];
  sort?: Keys;
  /** Compared by `$lt`, `$gte` and the like. */
  range?: string;
  /** What the range finds is sorted once it is found; there is little of it. */
  sortsWhatItFinds?: true;
}

/** Every query of a collection and the indexes that answer them, in one place: its schema takes its indexes from here. */
export interface Declared {
  collection: string;
  indexes: readonly DeclaredIndex[];
  queries: readonly DeclaredQuery[];
}

const all = new Map<string, Declared>();

/** Notes what a collection is asked. */
export function declare(declared: Declared): Declared {
  all.set(declared.collection, declared);
  return declared;
}

/** What was declared by the models that are loaded. */
export function declaredQueries(): Declared[] {
  return [...all.values()];
}

/** Every collection has it. */
const OF_NUMBERS: DeclaredIndex = { keys: { _id: 1 }, unique: true };

/**
 * The indexes that answer a query by MongoDB's rule (equality, sort, range): they begin with the fields compared for
 * equality, in any order; then come those of the sort, in its order, all in its directions or all in the opposite ones;
 * then that of the range, which may be the first of the sort. Nothing is read that isn't found, and nothing is sorted.
 */
export function answering(query: DeclaredQuery, indexes: readonly DeclaredIndex[]): DeclaredIndex[] {
  return [OF_NUMBERS, ...indexes].filter(({ keys }) => answers(Object.entries(keys), query));
}

function answers(keys: readonly [string, 1 | -1][], query: DeclaredQuery): boolean {
  const { equal = [], sort = {}, range, sortsWhatItFinds } = query;
  const first = keys.slice(0, equal.length).map(([field]) => field);
  if (!equal.every((field) => first.includes(field))) return false;
  const rest = keys.slice(equal.length);
  const [next] = rest;
  if (sortsWhatItFinds === true) return range !== undefined && next?.[0] === range;
  const wanted = Object.entries(sort);
  const sorted = rest.slice(0, wanted.length);
  const isInOrder = wanted.every(([field], i) => sorted[i]?.[0] === field);
  const turns = new Set(wanted.map(([, direction], i) => direction * (sorted[i]?.[1] ?? 0)));
  if (!isInOrder || turns.size > 1) return false;
  if (range === undefined) return wanted.length > 0 || equal.length > 0;
  return wanted[0]?.[0] === range || rest[wanted.length]?.[0] === range;
}
