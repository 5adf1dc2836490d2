import { queryOptions } from '@tanstack/react-query';
import { api, bodyOf } from './http';
import type { Schemas } from './http';
import { caseKey } from './queries';
import type { Reason, TimelineEntry } from './queries';

export type AuditReport = Schemas['AuditReport'];
export type ChainedEvent = Schemas['ChainedEvent'];
export type AccessEntry = Schemas['AccessEntry'];

const path = (no: string) => ({ params: { path: { no } } });

/** What kind of file a number is of, by its letter. */
export function kindOf(no: string): 'complaint' | 'incident' | 'correctiveAction' {
  const letter = no.trim().charAt(0).toUpperCase();
  return letter === 'M' ? 'incident' : letter === 'A' ? 'correctiveAction' : 'complaint';
}

/** What the server finds of a file's record; asked anew each time. */
export function verifyFile(no: string): Promise<AuditReport> {
  return bodyOf(api.GET('/api/v1/audit/{no}/verify', path(no)));
}

/** The record of a file as it is stored, page by page. */
export async function* chainOf(no: string): AsyncGenerator<ChainedEvent[]> {
  for (let after: number | undefined = 0; after !== undefined;) {
    const page: { items: ChainedEvent[]; next?: number | undefined } = await bodyOf(
      api.GET('/api/v1/audit/{no}', { params: { path: { no }, query: { after } } }),
    );
    yield page.items;
    after = page.next;
  }
}

/** An entry of any file's timeline. */
export type StoryEntry = Pick<TimelineEntry, 'seq' | 'at' | 'type' | 'by' | 'sentence' | 'minor'>;

/** What happened to an incident or a corrective action. */
export const proceedingTimelineQuery = (no: string) =>
  queryOptions({
    queryKey: ['proceeding', no, 'timeline'],
    queryFn: async () => {
      const items: StoryEntry[] = [];
      const at =
        kindOf(no) === 'incident' ? '/api/v1/incidents/{no}/timeline' : '/api/v1/corrective-actions/{no}/timeline';
      for (let after: number | undefined = 0; after !== undefined;) {
        const page: { items: StoryEntry[]; next?: number | undefined } = await bodyOf(
          api.GET(at, { params: { path: { no }, query: { after } } }),
        );
        items.push(...page.items);
        after = page.next;
      }
      return items;
    },
  });

/** Why each automatic act of a complaint came about, by the number of its event. */
export const reasonsQuery = (no: string) =>
  queryOptions({
    queryKey: [...caseKey(no), 'reasons'],
    queryFn: async () => {
      const { items } = await bodyOf(api.GET('/api/v1/complaints/{no}/why', path(no)));
      const bySeq = new Map<number, Reason[]>();
      for (const reason of items) bySeq.set(reason.seq, [...(bySeq.get(reason.seq) ?? []), reason]);
      return bySeq;
    },
  });
