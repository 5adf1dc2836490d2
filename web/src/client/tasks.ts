import { readList } from './lists';
import type { Task } from './queries';

/** What a complaint is about, as a list tells it. */
interface Gist {
  customer?: string;
  text?: string;
  amountFen?: number;
  promiseAt?: string;
}

export type TaskSeen = Task & { gist?: Gist };

/** More approvals than these are not waited for: what comes after them is seen once some are done. */
const MOST = 200;

/** My tasks that an approval ends. */
export async function approvals(): Promise<TaskSeen[]> {
  const { items } = await readList<TaskSeen>('/tasks', { perPage: String(MOST) }, undefined, { action: 'approve' });
  return items.filter(({ actions, kind }) => kind === 'complaint' && actions.includes('approve'));
}
