import { send } from '../client/http';
import type { Kept } from './local-store';

interface KeptThere {
  key: string;
  draft: Kept;
}

const pathOf = (id: string): string => `/drafts/${encodeURIComponent(id)}`;

/** What fails here is not lost: this browser keeps it too, and the next change sends it again. */
async function unless<T>(asked: Promise<T>, otherwise: T): Promise<T> {
  try {
    return await asked;
  } catch {
    return otherwise;
  }
}

/** Drafts on the server, where the next browser finds them. */
export const serverDrafts = {
  put: (id: string, draft: Kept, { keepalive }: { keepalive?: boolean } = {}): Promise<void> =>
    unless(send('PUT', pathOf(id), { body: { draft }, ...(keepalive === undefined ? {} : { keepalive }) }), undefined),
  remove: (id: string): Promise<void> => unless(send('DELETE', pathOf(id)), undefined),
  list: async (start: string): Promise<(Kept & { id: string })[]> => {
    const { items } = await unless(send<{ items: KeptThere[] }>('GET', `/drafts?start=${encodeURIComponent(start)}`), {
      items: [],
    });
    return items.map(({ key, draft }) => ({ id: key, ...draft }));
  },
};
