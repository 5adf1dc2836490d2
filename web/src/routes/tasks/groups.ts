import type { TaskSeen } from '../../client/tasks';
import type { Bilingual } from '../../words/both';
import { localInput } from '../../words/format';
import { W } from './words';

export interface Group {
  id: 'overdue' | 'today' | 'later' | 'none';
  title: Bilingual;
  items: TaskSeen[];
}

/** Tasks by when they are due, in the policy's zone; groups without any are left out. */
export function groupsOf(tasks: readonly TaskSeen[], now: number): Group[] {
  const today = localInput(new Date(now).toISOString()).slice(0, 10);
  const groups: Group[] = [
    { id: 'overdue', title: W.overdue, items: [] },
    { id: 'today', title: W.today, items: [] },
    { id: 'later', title: W.later, items: [] },
    { id: 'none', title: W.none, items: [] },
  ];
  const of = ({ dueAt }: TaskSeen): Group['id'] => {
    if (dueAt === undefined) return 'none';
    if (Date.parse(dueAt) < now) return 'overdue';
    return localInput(dueAt).slice(0, 10) === today ? 'today' : 'later';
  };
  for (const task of tasks) groups.find(({ id }) => id === of(task))?.items.push(task);
  return groups.filter(({ items }) => items.length > 0);
}
