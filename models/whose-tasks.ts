import type { Actor } from '../domain/file/envelope';
import { personsOf } from '../domain/file/envelope';
import type { CompiledPolicy } from '../domain/policy/compiled';
import type { TaskFilter } from './tasks';

/**
 * The tasks that wait for somebody by role, department, place or name. A role counts as held in departments only where every
 * policy that knows it says so: rather a task too many than too few.
 */
export function tasksOf(
  actor: Pick<Actor, 'id' | 'for' | 'roles' | 'departments' | 'places'>,
  policies: readonly Pick<CompiledPolicy, 'roles'>[],
): TaskFilter {
  const isOfDepartment = (role: string): boolean => {
    const known = policies.flatMap(({ roles }) => (roles[role] === undefined ? [] : [roles[role]]));
    return known.length > 0 && known.every(({ ofDepartment }) => ofDepartment === true);
  };
  return {
    persons: personsOf(actor),
    noHearings: actor.for !== undefined,
    roles: actor.roles.filter((role) => !isOfDepartment(role)),
    departmentRoles: actor.roles.filter(isOfDepartment),
    departments: actor.departments,
    places: actor.places ?? [],
  };
}
