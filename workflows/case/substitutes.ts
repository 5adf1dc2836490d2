import { wordsOf } from '../../domain/file/escalation';
import type { Task } from '../../domain/case/state';
import type { Substitute } from '../../domain/activity-contract';
import type { Case } from './case';
import { tellStaff } from './tell-staff';

/** Whoever stands in for a colleague is told of a task when it opens, once: nobody looks through another's work unasked. */
export function tellSubstitutes(kase: Case): void {
  kase.listeners.push((event) => {
    if (event.type !== 'TaskOpened') return;
    const { task, substitutes = [] } = event.data as { task: Task; substitutes?: Substitute[] };
    for (const { id, for: colleague } of substitutes)
      tellStaff(kase, `${task.id}/told-substitute-${id}`, {
        ...{ template: 'substitution', to: { person: id }, barred: task.barred.map((bar) => bar.id) },
        values: { ...wordsOf(task), colleague },
      });
  });
}
