import { ineligible } from '../../domain/case/eligibility';
import type { Candidate, Duty } from '../../domain/case/eligibility';
import type { Envelope } from '../../domain/file/envelope';
import type { CompiledPolicy } from '../../domain/policy/compiled';
import type { CaseState, Task } from '../../domain/case/state';
import type { StaffMember } from '../../models/staff';

interface Known {
  state: CaseState;
  policy: CompiledPolicy;
}

/** Those of the staff who could be given an open task, by the rule that the case judges by. */
function eligibleFor<P extends Candidate>(staff: readonly P[], { state, policy }: Known, task: Task): P[] {
  const duty = openDuty(task);
  return staff.filter((person) => ineligible(state, policy, duty, person) === undefined);
}

/** A task as if it had been given to nobody yet. */
export function openDuty(task: Task): Duty {
  const { assignee: _assignee, byName: _byName, ...open } = task;
  return open;
}

/** What an envelope says of a task that is to be given away: whether nobody at all is eligible. */
export function vacancyOf(staff: readonly Candidate[], known: Known, task: Task): Pick<Envelope, 'vacant'> {
  return eligibleFor(staff, known, task).length > 0 ? {} : { vacant: true };
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
