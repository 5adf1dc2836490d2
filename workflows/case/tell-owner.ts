import { wordsOf } from '../../domain/file/escalation';
import type { Task } from '../../domain/case/state';
import type { Case } from './case';
import { tellStaff } from './tell-staff';

/**
 * A task that nobody may do waits for somebody to be named, so the policy's owner hears of it at once; where every owner
 * is barred or away, those above them; in the end everybody in the policy, because any of them can name somebody.
 */
export function tellOwner(kase: Case, task: Task): void {
  const to = { role: kase.policy.owner, orAnybody: true };
  tellStaff(kase, `${task.id}/nobody`, { template: 'nobodyMayAct', to, values: wordsOf(task) });
}
