import type { PolicyBundle } from '../domain/policy/bundle';
import type { Bilingual } from '../domain/values/text';
import type { Directory } from '../models/directory';
import { OWN_ROLE_TITLES } from './roles';

type Titles = Record<string, Bilingual>;

/** What these roles are called, by the first policy that knows each. */
export function roleTitles(roles: readonly string[], bundles: readonly PolicyBundle[]): Titles {
  return titled(roles, (id) => OWN_ROLE_TITLES[id] ?? firstOf(bundles, ({ policy }) => policy.roles[id]?.title));
}

/** The same of departments. */
export function departmentTitles(departments: readonly string[], bundles: readonly PolicyBundle[]): Titles {
  return titled(departments, (id) => firstOf(bundles, ({ policy }) => policy.departments[id]?.title));
}

/** The same of places. */
export function placeTitles(places: readonly string[], directory: Pick<Directory, 'places'>): Titles {
  return titled(places, (id) => directory.places().get(id)?.title);
}

function titled(ids: readonly string[], titleOf: (id: string) => Bilingual | undefined): Titles {
  return Object.fromEntries(
    ids.flatMap((id) => {
      const title = titleOf(id);
      return title === undefined ? [] : [[id, title] as const];
    }),
  );
}

function firstOf<T>(bundles: readonly PolicyBundle[], of: (bundle: PolicyBundle) => T | undefined): T | undefined {
  for (const bundle of bundles) {
    const found = of(bundle);
    if (found !== undefined) return found;
  }
  return undefined;
}
