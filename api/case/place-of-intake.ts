import type { Actor } from '../../domain/file/envelope';
import { isHeldAt, pathOfPlace } from '../../domain/values/place';
import type { Place } from '../../domain/values/place';
import type { PolicyBundle } from '../../domain/policy/bundle';
import { both } from '../../domain/values/text';
import type { FieldError } from '../problem';
import { otherPlace } from './seen-places';

/**
 * The place that a new case belongs to, as the path to it: the one named, or the caller's own where the policy asks for a
 * kind of place and they hold posts at one of it alone. What is wrong names the field and lists what is possible.
 *
 * @throws Problem WrongPlace for a place where the caller holds no post, nor above
 */
export function placeOfIntake(
  known: ReadonlyMap<string, Place>,
  { policy }: PolicyBundle,
  { places: posts = [] }: Pick<Actor, 'places'>,
  named: string | undefined,
): { places?: string[]; errors: FieldError[] } {
  const kinds = policy.places?.kinds;
  if (kinds === undefined && named === undefined) return { errors: [] };
  const possible = [...known.values()].filter(({ kind }) => kinds?.includes(kind) ?? true);
  const theirs = possible.filter(({ id }) => isHeldAt(posts, pathOfPlace(known, id)));
  const own = theirs.filter(({ id }) => posts.includes(id));
  const place = named ?? (own.length === 1 ? own[0]?.id : undefined);
  if (place === undefined) return { errors: [wrong('required', theirs)] };
  if (!possible.some(({ id }) => id === place)) return { errors: [wrong('invalid_value', theirs)] };
  const places = pathOfPlace(known, place);
  if (!isHeldAt(posts, places)) throw otherPlace();
  return { places, errors: [] };
}

const MOST_NAMED = 50;

function wrong(code: string, possible: readonly Place[]): FieldError {
  const some = possible.slice(0, MOST_NAMED);
  const more = possible.length - some.length;
  const zh = some.map(({ id, title }) => `${id}（${title.zh}）`).join('、');
  const en = some.map(({ id, title }) => `${id} (${title.en})`).join(', ');
  return {
    field: 'place',
    code,
    message:
      some.length === 0
        ? both('名录中没有您可以登记的单位。', 'The directory lists no place for which you may register complaints.')
        : both(
            `须写明单位：${zh}${more > 0 ? `等 ${possible.length} 个` : ''}。`,
            `Name the place: ${en}${more > 0 ? ` and ${more} more` : ''}.`,
          ),
  };
}
