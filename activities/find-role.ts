import type { PolicyBundle } from '../domain/policy/bundle';
import type { PureAnswers } from '../domain/world';
import type { BundleSource } from './bundle-source';
import type { StaffSource } from './staff-source';

/**
 * A vacant post means the next level up, never "skipped": the first role, going up from the one asked for, that
 * somebody holds who may act. If nobody does anywhere, the topmost role is answered and the task waits there.
 */
export function findRole(
  policy: PolicyBundle['policy'],
  staff: StaffSource,
  question: { role: string; department?: string | undefined; barred: readonly string[] },
): { role: string; vacant: string[] } {
  const vacant: string[] = [];
  let role = question.role;
  for (;;) {
    const rule = policy.roles[role];
    const holders = staff.holders(role, question.department, rule?.ofDepartment);
    const mayAct = holders.some(
      ({ id, for: other }) => ![id, other].some((person) => person !== undefined && question.barred.includes(person)),
    );
    if (mayAct) return { role, vacant };
    if (rule?.above === undefined || vacant.includes(rule.above)) return { role, vacant };
    vacant.push(role);
    role = rule.above;
  }
}

export function createFindRole(bundles: BundleSource, staff: StaffSource): PureAnswers['findRole'] {
  return async (question) => findRole((await bundles.get(question.bundleHash)).policy, staff, question);
}
