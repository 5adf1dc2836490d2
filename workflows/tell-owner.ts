import type { Task } from '../domain/state';
import type { Case } from './case';
import { tellStaff, wordsOf } from './tell-staff';

/** A task that nobody may do waits for somebody to be named, so the policy's owner hears of it at once. */
export function tellOwner(kase: Case, task: Task): void {
  const to = { role: kase.policy.owner };
  tellStaff(kase, `${task.id}/nobody`, { template: 'nobodyMayAct', to, values: wordsOf(task) });
}
