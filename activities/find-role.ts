import type { PolicyBundle } from '../domain/policy/bundle';
import type { FoundRole, PureAnswers } from '../domain/activity-contract';
import type { Holder } from '../models/directory';
import type { BundleSource } from './bundle-source';
import type { StaffSource } from './staff-source';

/**
 * A vacant post means the next level up, never "skipped": the first role, going up from the one asked for, that
 * somebody holds who may act. If nobody does anywhere, the answer says `nobody`, and the role is that of the policy's
 * owner; if none of them may act either, it is the topmost, where the task waits until it is given to somebody by name.
 */
export function findRole(
  policy: Pick<PolicyBundle['policy'], 'roles' | 'owner'>,
  staff: Pick<StaffSource, 'holders'>,
  question: {
    role: string;
    department?: string | undefined;
    places?: readonly string[] | undefined;
    barred: readonly string[];
  },
): FoundRole {
  const someMayAct = (role: string): boolean =>
    staff
      .holders(role, { ...question, ofDepartment: policy.roles[role]?.ofDepartment })
      .some((holder) => isFree(holder, question.barred));
  const vacant: string[] = [];
  for (let role = question.role; ;) {
    if (someMayAct(role)) return { role, vacant };
    const above = policy.roles[role]?.above;
    if (above === undefined || vacant.includes(above))
      return someMayAct(policy.owner)
        ? { role: policy.owner, vacant: [...vacant, role], nobody: true }
        : { role, vacant, nobody: true };
    vacant.push(role);
    role = above;
  }
}

/** Whether nothing bars this person; a rule about a person binds whoever stands in for them as well. */
export function isFree({ id, for: absent = id }: Holder, barred: readonly string[]): boolean {
  return !barred.includes(id) && !barred.includes(absent);
}

/** Before a post is passed over as vacant, staff are read anew: somebody may have been given it a moment ago. */
export async function findRoleNow(
  policy: Parameters<typeof findRole>[0],
  staff: Pick<StaffSource, 'holders' | 'freshen'>,
  question: Parameters<typeof findRole>[2],
): Promise<FoundRole> {
  const found = findRole(policy, staff, question);
  if (found.vacant.length === 0 && found.nobody !== true) return found;
  await staff.freshen();
  return findRole(policy, staff, question);
}

export function createFindRole(bundles: BundleSource, staff: StaffSource): PureAnswers['findRole'] {
  return async (question) => findRoleNow((await bundles.get(question.bundleHash)).policy, staff, question);
}
