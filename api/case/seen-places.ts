import type { Actor } from '../../domain/file/envelope';
import { isHeldAt } from '../../domain/values/place';
import { both } from '../../domain/values/text';
import { Problem } from '../problem';
import { AUDITOR } from '../roles';

/** Whether somebody may see a case of this path: they hold a post at its place or above, or they audit. */
export function seesPlace(
  { roles, places }: Pick<Actor, 'roles' | 'places'>,
  path: readonly string[] | undefined,
): boolean {
  return roles.includes(AUDITOR) || isHeldAt(places, path);
}

/** The same as what lists are narrowed to. */
export function seenBy({ roles, places = [] }: Actor): { seenFrom?: readonly string[] } {
  return roles.includes(AUDITOR) ? {} : { seenFrom: places };
}

/** A case, a table or a figure of a place where who asks holds no post, nor above. */
export function otherPlace(): Problem {
  return new Problem('WrongPlace', {
    detail: both('您的岗位不在该单位或其上级。', 'You hold no post at this place or above it.'),
    wayOut: both('请联系该单位或其上级。', 'Contact a colleague at this place or above it.'),
  });
}
