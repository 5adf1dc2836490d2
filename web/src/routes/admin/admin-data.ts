import { queryOptions } from '@tanstack/react-query';
import { api, bodyOf } from '../../client/http';
import type { Schemas } from '../../client/http';
import { nextOf, readList } from '../../client/lists';
import type { ListPage, PageAt } from '../../client/lists';
import type { AbsenceShown } from '../../absences/month';

export type Account = Schemas['Account'];
export type Effects = Schemas['AccountEffects'];
export type Change = Schemas['AccessEntry'];

const PER_PAGE = '200';
const one = (id: string) => ({ params: { path: { id } } });

/** All accounts: staff are hundreds, and the calendar and the choice of a substitute need each of them. */
export const accountsQuery = queryOptions({
  queryKey: ['admin', 'accounts'],
  queryFn: async () => {
    const all: Account[] = [];
    for (let at: PageAt | null = undefined; at !== null;) {
      const page: ListPage<Account> = await readList<Account>('/accounts', { perPage: PER_PAGE }, at);
      all.push(...page.items);
      at = nextOf(page) ?? null;
    }
    return all;
  },
  staleTime: 15_000,
});

export const accountQuery = (id: string) =>
  queryOptions({
    queryKey: ['admin', 'account', id],
    queryFn: () => bodyOf(api.GET('/api/v1/accounts/{id}', one(id))),
  });

export const effectsQuery = (id: string) =>
  queryOptions({
    queryKey: ['admin', 'effects', id],
    queryFn: () => bodyOf(api.GET('/api/v1/accounts/{id}/effects', one(id))),
    staleTime: 0,
  });

export const sessionsQuery = (id: string) =>
  queryOptions({
    queryKey: ['admin', 'sessions', id],
    queryFn: async () => (await bodyOf(api.GET('/api/v1/accounts/{id}/sessions', one(id)))).items,
  });

export const postsQuery = queryOptions({
  queryKey: ['admin', 'posts'],
  queryFn: () => bodyOf(api.GET('/api/v1/posts')),
  staleTime: 60_000,
});

export const placesQuery = queryOptions({
  queryKey: ['places'],
  queryFn: async () => (await bodyOf(api.GET('/api/v1/places'))).items,
  staleTime: 60_000,
});

/** Everybody's absences. */
export function absencesOf(accounts: readonly Account[]): AbsenceShown[] {
  const names = new Map(accounts.map(({ id, name }) => [id, name]));
  return accounts.flatMap(({ id, name, absences }) =>
    absences.map((absence) => ({
      ...{ person: id, name, ...absence },
      substituteName: absence.substitute === undefined ? undefined : names.get(absence.substitute),
    })),
  );
}

/** Who can be a substitute: active, with a role, and looking after nobody's accounts or cases from outside. */
export function substitutesFor(
  id: string | undefined,
  accounts: readonly Account[],
): { value: string; label: string }[] {
  return accounts
    .filter((account) => account.active && account.id !== id && account.roles.length > 0 && !isOverseer(account))
    .map((account) => ({ value: account.id, label: `${account.name} · ${account.id}` }));
}

export function isOverseer({ roles }: Pick<Account, 'roles'>): boolean {
  return roles.includes('administrator') || roles.includes('auditor');
}
