import { useQueries } from '@tanstack/react-query';
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

/** What colleagues are called, by their ids; an id is its own name until it is known. */
export function useStaffNames(ids: readonly string[]): (id: string) => string {
  const names = useQueries({
    queries: [...new Set(ids)].map((id) => ({
      queryKey: ['staff', 'name', id],
      queryFn: async () => (await searchStaff(id)).find((one) => one.id === id) ?? { id, name: id },
      staleTime: 300_000,
    })),
  });
  return (id) => names.find(({ data }) => data?.id === id)?.data?.name ?? id;
}
