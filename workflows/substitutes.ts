import type { Task } from '../domain/state';
import type { Substitute } from '../domain/world';
import type { Case } from './case';

/**
 * Whoever stands in for a colleague is told of a task when it opens, once: nobody looks through another's work unasked.
 * Beside the line of work, as all words to staff: a slow mail server holds up nobody's deadline.
 */
export function tellSubstitutes(kase: Case): void {
  kase.listeners.push((event) => {
    if (event.type !== 'TaskOpened') return;
    const { task, substitutes = [] } = event.data as { task: Task; substitutes?: Substitute[] };
    for (const { id, for: colleague } of substitutes)
      void kase.perform(`${kase.state.no}/${task.id}/told-substitute-${id}`, undefined, 'notifyStaff', {
        ...{ template: 'substitution', to: { person: id } },
        barred: [...kase.state.respondents, ...task.barred.map((bar) => bar.id)],
        values: { no: kase.state.no, task: task.title.zh, taskEn: task.title.en, colleague },
      });
  });
}
