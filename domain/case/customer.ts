import type { Actor } from '../file/envelope';

/** Begins what a complainant is called as an actor; no id of staff has a colon. */
const PREFIX = 'customer:';

/** The complainant of a case as an actor: known by the case, never by a name. */
export function customerOf(no: string): Actor {
  return { id: `${PREFIX}${no}`, kind: 'customer', roles: [], departments: [] };
}

/** Whether somebody is the complainant of this case; of another one they are nobody. */
export function isCustomerOf({ no }: { no: string }, by: Pick<Actor, 'id' | 'kind' | 'for'>): boolean {
  return by.kind === 'customer' && by.id === `${PREFIX}${no}` && by.for === undefined;
}

/** Whether an id is a complainant's, of whichever case. */
export function isCustomerId(id: string): boolean {
  return id.startsWith(PREFIX);
}
