import { z } from 'zod';
import { bilingualSchema } from '../policy/step';

/**
 * A unit of the organisation: headquarters, a region, a store, a branch, a counter, a project. Units form a tree; a post
 * held at one counts there and for everything below it (seed 003: each store's front desk answers for its own store).
 */
export const placeSchema = z.strictObject({
  id: z.string().regex(/^[a-z][A-Za-z0-9-]{0,59}$/, 'an id: a small letter, then letters, digits or -'),
  title: bilingualSchema,
  /** The organisation's own word for what it is (`store`, `branch`); policies ask for places of a kind by it. */
  kind: z.string().regex(/^[a-z][A-Za-z0-9]{0,39}$/, 'a name: a small letter, then letters or digits'),
  /** The place that this one lies within; without, it is at the top. */
  within: z.string().optional(),
});
export type Place = z.output<typeof placeSchema>;

/** What changes of a place; what is left out stays, a title in one language too, and `within: null` puts it at the top. */
export const placeChangeSchema = z.strictObject({
  title: bilingualSchema.partial().optional(),
  kind: placeSchema.shape.kind.optional(),
  within: z.string().max(100).nullable().optional(),
});
export type PlaceChange = z.output<typeof placeChangeSchema>;

/**
 * From the top place to this one, which is the last. Empty for a place that nobody knows, so that it entitles nobody; a
 * circle, which no registry lets come about, ends where it closes.
 */
export function pathOfPlace(places: ReadonlyMap<string, Place>, id: string): string[] {
  const path: string[] = [];
  for (let at = places.get(id); at !== undefined && !path.includes(at.id); at = places.get(at.within ?? ''))
    path.unshift(at.id);
  return path;
}

/** The places that posts held at `posts` count for: these and whatever lies within them. */
export function placesWithin(places: ReadonlyMap<string, Place>, posts: readonly string[]): string[] {
  return [...places.keys()].filter((id) => pathOfPlace(places, id).some((place) => posts.includes(place)));
}

/**
 * Whether a post held at `posts` counts in a case with this path: it is held at the case's own place or at one above.
 * A case without a place is everybody's, as in an organisation that has no places.
 */
export function isHeldAt(posts: readonly string[] | undefined, path: readonly string[] | undefined): boolean {
  return path === undefined || path.length === 0 || path.some((place) => posts?.includes(place) === true);
}

/** The part of an organisation that figures are of. */
export interface Reach {
  places: readonly string[];
  /** Whether cases that belong to no place are counted as well. */
  withNone: boolean;
}

/**
 * What somebody's figures are of: undefined for everything, where they hold a post at every top place or there are no
 * places; else the places of their posts with what lies within them, and the cases of none, which are everybody's.
 */
export function reachOfPosts(places: ReadonlyMap<string, Place>, posts: readonly string[]): Reach | undefined {
  const tops = [...places.values()].filter(({ within }) => within === undefined);
  return tops.every(({ id }) => posts.includes(id))
    ? undefined
    : { places: placesWithin(places, posts), withNone: true };
}

/** The longest way down that all these paths have in common; undefined where there is none. */
export function commonPath(paths: readonly (readonly string[])[]): string[] | undefined {
  const [first = [], ...rest] = paths;
  const length = first.findIndex((place, i) => rest.some((path) => path[i] !== place));
  const common = length === -1 ? first : first.slice(0, length);
  return common.length === 0 ? undefined : [...common];
}
