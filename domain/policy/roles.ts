import type { PolicyTerms } from './terms';

/** The levels above a role, from the next one up. A circle, which no policy check lets pass, ends where it closes. */
export function rolesAbove({ roles }: Pick<PolicyTerms, 'roles'>, role: string): string[] {
  const above: string[] = [];
  for (let at = roles[role]?.above; at !== undefined && !above.includes(at); at = roles[at]?.above) above.push(at);
  return above;
}
