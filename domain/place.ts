import { z } from 'zod';
import { bilingualSchema } from './policy/step';

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

/**
 * Whether a post held at `posts` counts in a case with this path: it is held at the case's own place or at one above.
 * A case without a place is everybody's, as in an organisation that has no places.
 */
export function isHeldAt(posts: readonly string[] | undefined, path: readonly string[] | undefined): boolean {
  return path === undefined || path.length === 0 || path.some((place) => posts?.includes(place) === true);
}
