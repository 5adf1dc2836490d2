import { both } from '../../domain/values/text';
import type { Models } from '../../models/open-models';
import { invalid } from '../invalid';
import type { FieldError } from '../problem';
import { ADMINISTRATOR, OWN_ROLES } from '../roles';

/** What can be said of a post: roles and departments of the policies in force, and the organisation's places. */
export interface KnownPosts {
  readonly roles: ReadonlySet<string>;
  readonly departments: ReadonlySet<string>;
  readonly places: ReadonlySet<string>;
}

interface Posts {
  readonly id: string;
  readonly roles: readonly string[];
  readonly departments: readonly string[];
  readonly places?: readonly string[] | undefined;
}

/** Read from the policies that are published, older versions too, and the places that are entered. */
export async function knownPosts({
  policies,
  bundles,
  places,
}: Pick<Models, 'policies' | 'bundles' | 'places'>): Promise<KnownPosts> {
  const versions = await policies.list();
  const published = await Promise.all(versions.map(async ({ hash }) => (await bundles.get(hash)).policy));
  return {
    roles: new Set([...OWN_ROLES, ...published.flatMap(({ roles }) => Object.keys(roles))]),
    departments: new Set(published.flatMap(({ departments }) => Object.keys(departments))),
    places: new Set((await places.all()).map(({ id }) => id)),
  };
}

/**
 * Whether somebody may hold these roles, departments and places together. What they hold already is not asked about
 * again: a policy may have been taken away since.
 * @throws Problem Invalid, each entry named
 */
export function checkPosts(posts: Posts, known: KnownPosts, before?: Posts): void {
  const errors: FieldError[] = [];
  const check = (field: 'roles' | 'departments' | 'places', zh: string, en: string): void =>
    (posts[field] ?? []).forEach((name, i) => {
      if (known[field].has(name) || before?.[field]?.includes(name) === true) return;
      errors.push({ field: `${field}.${i}`, code: 'unknown', message: both(zh, en) });
    });
  check('roles', '已发布的办法中没有此角色。', 'No published policy has this role.');
  check('departments', '已发布的办法中没有此部门。', 'No published policy has this department.');
  check('places', '没有此场所。', 'There is no such place.');
  if (posts.roles.includes(ADMINISTRATOR) && posts.roles.length > 1)
    errors.push({
      field: 'roles',
      code: 'administrator_alone',
      message: both('管理员不得兼任其他角色。', 'An administrator holds no other role.'),
    });
  if (errors.length > 0) throw invalid(errors);
}
