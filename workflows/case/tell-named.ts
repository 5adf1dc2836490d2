import { wordsOf } from '../../domain/file/escalation';
import type { Case } from './case';
import { tellStaff } from './tell-staff';

/**
 * Whoever is given a task by a colleague is told; while they are away, whoever stands in for them, and without anybody
 * who does, those whose task it was.
 */
export function tellNamed(kase: Case): void {
  kase.listeners.push(({ type, data, seq, by }) => {
    if (type !== 'TaskReassigned') return;
    const { task: id, person } = data as { task: string; person: string };
    const task = kase.state.tasks[id];
    if (task === undefined || by?.id === person) return;
    const { role, department, barred } = task;
    tellStaff(kase, `${id}/named-${seq}`, {
      template: 'reassigned',
      to: { person, role, ...(department === undefined ? {} : { department }) },
      barred: barred.map((bar) => bar.id),
      values: { ...wordsOf(task), colleague: person },
    });
  });
}
