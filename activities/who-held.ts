import type { PureAnswers } from '../domain/activity-contract';
import type { BundleSource } from './bundle-source';
import type { StaffSource } from './staff-source';

/**
 * Who held a role at an instant, by the staff directory: substitutes aren't meant, for they answer for nobody's post.
 * `wasAway`: the person asked for was away then, or, if none is, everybody who held the role.
 */
export function createWhoHeld(bundles: BundleSource, staff: StaffSource): PureAnswers['whoHeld'] {
  return async ({ bundleHash, role, department, places, person, at }) => {
    const { policy } = await bundles.get(bundleHash);
    const holders = staff.holders(role, { department, places, ofDepartment: policy.roles[role]?.ofDepartment }, at);
    const persons = [...new Set(holders.map(({ id, for: other }) => other ?? id))].sort();
    const isAway = (id: string): boolean => staff.isAway(id, at);
    return { persons, wasAway: person === undefined ? persons.every(isAway) : isAway(person) };
  };
}
