import { ApiProblem, send } from './http';

/** A page of a list, and where the next one begins. */
export interface ListPage<T> {
  items: T[];
  total: number;
  totalIs?: 'exact' | 'atLeast';
  next?: string;
  page?: number;
  perPage: number;
}

/** Where a page begins: after a cursor, or by its number where the list has no cursors. */
export type PageAt = { cursor: string } | { page: number } | undefined;

export function nextOf<T>({ next, page, perPage, total }: ListPage<T>): PageAt {
  if (next !== undefined) return { cursor: next };
  return page !== undefined && page * perPage < total ? { page: page + 1 } : undefined;
}

type Filters = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Filters as an address has them; several values of one are all in it. */
export function queryOf(filters: Filters): URLSearchParams {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(filters))
    for (const one of typeof value === 'string' ? [value] : (value ?? [])) query.append(name, one);
  return query;
}

/** Parameters that this server does not know, found out by asking once. */
const unknown = new Set<string>();

/**
 * A page of a list by filters.
 * @param may what is asked for where the server knows it, and left out where it does not
 */
export async function readList<T>(
  path: string,
  filters: Filters,
  at: PageAt,
  may: Readonly<Record<string, string>> = {},
): Promise<ListPage<T>> {
  const query = queryOf(filters);
  for (const [name, value] of Object.entries(at ?? {})) query.set(name, String(value));
  const asked = Object.entries(may).filter(([name]) => !unknown.has(`${path} ${name}`));
  for (const [name, value] of asked) query.set(name, value);
  try {
    return await send<ListPage<T>>('GET', `${path}?${query.toString()}`);
  } catch (error) {
    const isOfThese = error instanceof ApiProblem && error.status === 400 && asked.length > 0;
    if (!isOfThese) throw error;
    for (const [name] of asked) unknown.add(`${path} ${name}`);
    return readList(path, filters, at);
  }
}
