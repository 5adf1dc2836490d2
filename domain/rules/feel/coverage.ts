/**
 * A rule as a box: for each column the numbers of the parts ({@link partition}) that its cell accepts. A rule applies
 * where all columns do, so that gaps and overlaps are plain set algebra.
 */
export type Box = readonly ReadonlySet<number>[];

/** A place in the table: a part for each of the first columns; the remaining columns make no difference. */
export type Place = readonly number[];

/** More work than this is not done for one question: within a second, for tables of some hundred rules. */
const MAX_STEPS = 50_000;
const MAX_EXAMPLES = 5;

/** A place that both boxes hold, or undefined. */
export function overlap(a: Box, b: Box): Place | undefined {
  const place = a.map((parts, column) => [...parts].find((part) => b[column]?.has(part)));
  return place.every((part) => part !== undefined) ? place : undefined;
}

/** Places of the box that none of the others holds, at most five; `unproven` if the question is too large. */
export function uncovered(box: Box, others: readonly Box[]): Place[] | 'unproven' {
  const places: Place[] = [];
  const seen = new Set<string>();
  let steps = 0;
  const ends = others.map((other) => lastRestricted(other, box));

  function visit(place: Place, candidates: readonly number[]): void {
    if (places.length >= MAX_EXAMPLES || ++steps > MAX_STEPS) return;
    const parts = box[place.length];
    if (candidates.length === 0) places.push(place);
    if (candidates.length === 0 || !parts) return;
    if (candidates.some((candidate) => (ends[candidate] ?? 0) < place.length)) return;
    // The same candidates in the same column leave the same places open, whatever came before.
    const key = `${place.length}:${candidates.join()}`;
    if (seen.has(key)) return;
    seen.add(key);
    for (const part of parts) {
      visit(
        [...place, part],
        candidates.filter((candidate) => others[candidate]?.[place.length]?.has(part)),
      );
    }
  }

  visit([], [...others.keys()]);
  return steps > MAX_STEPS && places.length === 0 ? 'unproven' : places;
}

/** The last column in which the other box holds less than this one; -1 if it holds all of it. */
function lastRestricted(other: Box, box: Box): number {
  return box.findLastIndex((parts, column) => [...parts].some((part) => !other[column]?.has(part)));
}
