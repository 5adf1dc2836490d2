import type { Actor } from '../../domain/file/envelope';
import { isHeldAt, pathOfPlace, placesWithin, reachOfPosts } from '../../domain/values/place';
import type { Place, Reach } from '../../domain/values/place';
import { both } from '../../domain/values/text';
import { otherPlace } from '../case/seen-places';
import { invalid } from '../invalid';

/**
 * The part of the organisation that somebody's figures are of (`reachOfPosts`); a place that is asked for narrows it.
 *
 * @returns undefined for everything
 * @throws Problem Invalid for a place that is not there; WrongPlace for one where they hold no post, nor above
 */
export function reachOf(
  known: ReadonlyMap<string, Place>,
  { places: posts = [] }: Pick<Actor, 'places'>,
  asked?: string,
): Reach | undefined {
  if (asked === undefined) return reachOfPosts(known, posts);
  if (!known.has(asked))
    throw invalid([{ field: 'place', code: 'invalid_value', message: both('没有此单位。', 'No place has this id.') }]);
  if (!isHeldAt(posts, pathOfPlace(known, asked))) throw otherPlace();
  return { places: placesWithin(known, [asked]), withNone: false };
}
