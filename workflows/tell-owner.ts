import type { Task } from '../domain/state';
import type { Case } from './case';

/** A task that nobody may do waits for somebody to be named, so the policy's owner hears of it at once, beside the work. */
export function tellOwner(kase: Case, { id, title, dueAt = '' }: Task): void {
  const { state, policy } = kase;
  void kase.perform(`${state.no}/${id}/nobody`, undefined, 'notifyStaff', {
    template: 'nobodyMayAct',
    to: { role: policy.owner },
    barred: state.respondents,
    values: { no: state.no, task: title.zh, taskEn: title.en, dueAt },
  });
}
