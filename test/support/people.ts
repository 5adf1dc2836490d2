import type { Actor } from '../../domain/envelope';
import type { CompiledPolicy } from '../../domain/policy/compiled';
import { Directory } from '../../models/directory';
import type { StaffMember } from '../../models/staff';

/** Somebody in a scenario: `mei` of the complaints desk. */
export interface Person {
  id: string;
  roles: string[];
  departments: string[];
  /** Whether they are away now, and who stands in. */
  away?: { substitute?: string };
}

/**
 * A holder for every role of a policy, named after it; for a role held per department one in each department
 * (`handler-quality`). Scenarios take people away with `away` and
 * `substitutes`.
 */
export function everybody(policy: CompiledPolicy): Person[] {
  const departments = Object.keys(policy.departments);
  return Object.entries(policy.roles).flatMap(([role, { ofDepartment }]): Person[] =>
    ofDepartment === true
      ? departments.map((department) => ({ id: `${role}-${department}`, roles: [role], departments: [department] }))
      : [
          { id: role, roles: [role], departments: [] },
          { id: `${role}-2`, roles: [role], departments: [] },
        ],
  );
}

export function actorOf({ id, roles, departments }: Person): Actor {
  return { id, roles, departments };
}

/** As the API finds it out: a substitute acts in the roles and departments of the colleague. */
export function standingIn(substitute: Person, colleague: Person): Actor {
  return { ...actorOf(colleague), id: substitute.id, for: colleague.id, ownDepartments: substitute.departments };
}

/** The staff directory, in which these people work and nobody else. It sees changes once it is refreshed. */
export async function directoryOf(people: readonly Person[]): Promise<Directory> {
  const directory = new Directory({ all: async () => people.map(memberOf) });
  await directory.refresh();
  return directory;
}

function memberOf({ away, ...person }: Person): StaffMember {
  const absences = away === undefined ? [] : [{ ...EVER, ...away }];
  return { ...person, name: person.id, mail: `${person.id}@example.com`, active: true, absences };
}
/** The directory goes by the real time, the story by its own. */
const EVER = { from: '1970-01-01T00:00:00.000Z', to: '9999-01-01T00:00:00.000Z' };
