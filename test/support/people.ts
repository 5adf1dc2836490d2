import type { Actor } from '../../domain/envelope';
import type { CompiledPolicy } from '../../domain/policy/compiled';
import { Directory } from '../../models/directory';
import type { StaffMember } from '../../models/staff';

/** Somebody in a scenario: `mei` of the complaints desk. */
export interface Person {
  id: string;
  roles: string[];
  departments: string[];
  /** Who stands in for them; they are away then. */
  substitute?: string;
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

/** As the API finds it out: a substitute acts in the roles and departments of the colleague. */
export function actorOf({ id, roles, departments }: Person, colleague?: Person): Actor {
  if (colleague === undefined) return { id, roles, departments };
  return {
    ...{ id, roles: colleague.roles, departments: colleague.departments },
    ...{ for: colleague.id, ownDepartments: departments },
  };
}

/** The staff directory, in which these people work and nobody else. It sees changes once it is refreshed. */
export async function directoryOf(people: readonly Person[]): Promise<Directory> {
  const directory = new Directory({ all: async () => people.map(memberOf) });
  await directory.refresh();
  return directory;
}

function memberOf({ substitute, ...person }: Person): StaffMember {
  const absences = substitute === undefined ? [] : [{ ...EVER, substitute }];
  return { ...person, name: person.id, mail: `${person.id}@example.com`, active: true, absences };
}
/** The directory goes by the real time, the story by its own. */
const EVER = { from: '1970-01-01T00:00:00.000Z', to: '9999-01-01T00:00:00.000Z' };
