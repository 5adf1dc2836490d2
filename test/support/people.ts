import type { Actor } from '../../domain/envelope';
import type { CompiledPolicy } from '../../domain/policy/compiled';
import type { StaffSource } from '../../activities/staff-source';

/** Somebody in a scenario: `mei` of the complaints desk. */
export interface Person {
  id: string;
  roles: string[];
  departments: string[];
}

/**
 * A holder for every role of a policy, named after it; for a role held per department one in each department
 * (`handler-quality`). Scenarios take people away with `vacant`.
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

export function actorOf(person: Person): Actor {
  return { id: person.id, roles: person.roles, departments: person.departments };
}

/** A staff directory that holds these people and nobody else. */
export function staffOf(people: readonly Person[]): StaffSource {
  return {
    holders: (role, department, ofDepartment) =>
      people.filter(
        (person) =>
          person.roles.includes(role) &&
          (ofDepartment !== true || department === undefined || person.departments.includes(department)),
      ),
    // Who is away in a scenario isn't in the list.
    isAway: (id) => people.every((person) => person.id !== id),
  };
}
