import type { Bilingual } from '../words/both';
import { send } from './http';

/** One of the staff as a field finds them. */
export interface StaffFound {
  id: string;
  name: string;
  awayUntil?: string;
  /** Why they may not be given the task that was asked about. */
  barred?: { message: Bilingual };
}

/** A task to be given to somebody. */
export interface ToGive {
  no: string;
  task: string;
}

/** Staff by name, initials or number; with a task, those first who may be given it. */
export async function searchStaff(text: string, toGive?: ToGive): Promise<StaffFound[]> {
  const query = new URLSearchParams({
    ...(text.trim() === '' ? {} : { text: text.trim() }),
    ...(toGive === undefined ? {} : { for: toGive.no, task: toGive.task }),
  });
  const { items } = await send<{ items: StaffFound[] }>('GET', `/staff?${query.toString()}`);
  return items;
}
