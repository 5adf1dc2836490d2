import type { PolicyBundle } from '../domain/policy/bundle';
import type { PureAnswers } from '../domain/world';
import type { Holder } from '../models/directory';
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
    if (holders.some((holder) => isFree(holder, question.barred))) return { role, vacant };
    if (rule?.above === undefined || vacant.includes(rule.above)) return { role, vacant };
    vacant.push(role);
    role = rule.above;
  }
}

/** Whether nothing bars this person; a rule about a person binds whoever stands in for them as well. */
export function isFree({ id, for: absent = id }: Holder, barred: readonly string[]): boolean {
  return !barred.includes(id) && !barred.includes(absent);
}

export function createFindRole(bundles: BundleSource, staff: StaffSource): PureAnswers['findRole'] {
  return async (question) => findRole((await bundles.get(question.bundleHash)).policy, staff, question);
}
