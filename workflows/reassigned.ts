import type { Case } from './case';
import { tellStaff, wordsOf } from './tell-staff';

/** To whom a task was given by somebody else is told, or whoever stands in for them: nobody looks for it unasked. */
export function tellReassigned(kase: Case): void {
  kase.listeners.push((event) => {
    if (event.type !== 'TaskReassigned') return;
    const { task: id, person } = event.data as { task: string; person: string };
    const task = kase.state.tasks[id];
    if (task === undefined || event.by?.id === person) return;
    tellStaff(kase, `${id}/reassigned-${event.seq}`, {
      ...{ template: 'reassigned', to: { person }, barred: task.barred.map((bar) => bar.id) },
      values: wordsOf(task),
    });
  });
}
