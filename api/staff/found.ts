import type { StaffMember } from '../../models/staff';
import { typed } from '../initials';

/** What somebody on the staff is looked for by; everything that is given must hold. */
export interface StaffQuery {
  readonly role?: readonly string[] | undefined;
  readonly department?: readonly string[] | undefined;
  /** Posts held at this place itself. */
  readonly place?: readonly string[] | undefined;
  /** Part of a name or id, or of the name in pinyin, whole or by initials. */
  readonly text?: string | undefined;
}

/** Whether somebody is among those who are looked for. */
export function isFound({ id, name, roles, departments, places = [] }: StaffMember, query: StaffQuery): boolean {
  const among = (wanted: readonly string[] | undefined, has: readonly string[]): boolean =>
    wanted === undefined || wanted.some((one) => has.includes(one));
  return (
    among(query.role, roles) &&
    among(query.department, departments) &&
    among(query.place, places) &&
    (query.text === undefined || isMeant({ id, name }, query.text))
  );
}

function isMeant({ id, name }: { id: string; name: string }, text: string): boolean {
  const wanted = text.toLowerCase().replace(/\s/g, '');
  const { initials, whole } = typed(name, 'name');
  return [id.toLowerCase(), name.toLowerCase().replace(/\s/g, ''), initials, whole].some((one) => one.includes(wanted));
}
