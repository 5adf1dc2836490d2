import { ineligible, mayAppoint } from '../../domain/eligibility';
import type { Candidate, Duty } from '../../domain/eligibility';
import type { Envelope } from '../../domain/envelope';
import type { CompiledPolicy } from '../../domain/policy/compiled';
import type { CaseState, Task } from '../../domain/state';
import type { StaffMember } from '../../models/staff';

interface Known {
  state: CaseState;
  policy: CompiledPolicy;
}

/** Those of the staff who could be given an open task, by the rule that the case judges by. */
export function eligibleFor<P extends Candidate>(staff: readonly P[], { state, policy }: Known, task: Task): P[] {
  const { assignee: _assignee, byName: _byName, ...open } = task;
  return staff.filter((person) => ineligible(state, policy, open, person) === undefined);
}

/** What an envelope says of a task that is to be given away: whether nobody is eligible, and nobody may appoint either. */
export function vacancyOf(staff: readonly Candidate[], known: Known, task: Task): Pick<Envelope, 'vacant'> {
  if (eligibleFor(staff, known, task).length > 0) return {};
  const isOwned = staff.some((person) => mayAppoint(known.state, known.policy, person));
  return { vacant: isOwned ? 'task' : 'owner' };
}

/** So many are named where somebody may not be given a task. */
const MOST_NAMED = 20;

/** Who could be given what the person named may not, for the problem document. */
export function whoCould(
  staff: readonly StaffMember[],
  { state, policy }: Known,
  duty: Duty,
): { candidates: { id: string; name: string }[] } {
  const candidates = staff.filter((person) => ineligible(state, policy, duty, person) === undefined);
  return { candidates: candidates.slice(0, MOST_NAMED).map(({ id, name }) => ({ id, name })) };
}
