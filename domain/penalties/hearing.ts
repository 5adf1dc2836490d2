import type { Task } from '../case/state';

/** To be heard, to appeal, and to decide on an appeal: that it is asked for tells that somebody is up for a penalty. */
export const OF_HEARINGS = ['stateView', 'appealPenalty', 'acceptPenalty', 'decideAppeal'] as const;

/** Whether doing this, or asking for it, is about the penalty of a certain person. */
export function isOfHearing(action: string): boolean {
  return OF_HEARINGS.some((one) => one === action);
}

/** A task that is nobody's business but of whom it concerns, who decides, and who may see penalties. */
export function isHearing({ actions }: Pick<Task, 'actions'>): boolean {
  return actions.some(isOfHearing);
}

/** The person whose penalty a hearing or an appeal is about; undefined for any other task. */
export function personHeard(
  tasks: Readonly<Record<string, Task>>,
  task: Pick<Task, 'id' | 'actions'>,
): string | undefined {
  if (!isHearing(task)) return undefined;
  return tasks[task.id.replace('/appeal-decision-', '/appeal-')]?.assignee;
}
