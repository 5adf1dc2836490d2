import { queryOptions } from '@tanstack/react-query';
import { api, bodyOf } from './http';
import type { Schemas } from './http';

export type Complaint = Schemas['Complaint'];
export type Task = Schemas['Task'];
export type PossibleAction = Schemas['PossibleAction'];
export type TimelineEntry = Schemas['TimelineEntry'];
export type Policy = Schemas['Policy'];
export type Reason = Schemas['Reason'];

const path = (no: string) => ({ params: { path: { no } } });

/** How long what the stream tells of needs no asking: it invalidates what has changed. */
const LIVE = { staleTime: 15_000 };

/** Everything asked of one case begins with this key. */
export const caseKey = (no: string): readonly unknown[] => ['case', no];

export const complaintQuery = (no: string) =>
  queryOptions({
    queryKey: [...caseKey(no), 'detail'],
    queryFn: () => bodyOf(api.GET('/api/v1/complaints/{no}', path(no))),
    ...LIVE,
  });

export const actionsQuery = (no: string) =>
  queryOptions({
    queryKey: [...caseKey(no), 'actions'],
    queryFn: () => bodyOf(api.GET('/api/v1/complaints/{no}/actions', path(no))),
    ...LIVE,
    // Something is being done outside: more may be possible in a moment.
    refetchInterval: ({ state }) => (state.data?.busy === true ? 1_000 : false),
  });

export const forecastQuery = (no: string) =>
  queryOptions({
    queryKey: [...caseKey(no), 'forecast'],
    queryFn: () => bodyOf(api.GET('/api/v1/complaints/{no}/forecast', path(no))),
    ...LIVE,
  });

export const timelineQuery = (no: string) =>
  queryOptions({
    queryKey: [...caseKey(no), 'timeline'],
    queryFn: async () => {
      const items: TimelineEntry[] = [];
      for (let after: number | undefined = 0; after !== undefined;) {
        const page: { items: TimelineEntry[]; next?: number | undefined } = await bodyOf(
          api.GET('/api/v1/complaints/{no}/timeline', { params: { path: { no }, query: { after } } }),
        );
        items.push(...page.items);
        after = page.next;
      }
      return items;
    },
    ...LIVE,
  });

export const messagesQuery = (no: string) =>
  queryOptions({
    queryKey: [...caseKey(no), 'messages'],
    queryFn: () => bodyOf(api.GET('/api/v1/complaints/{no}/messages', path(no))),
    ...LIVE,
  });

export const whyQuery = (no: string, seq: number) =>
  queryOptions({
    queryKey: [...caseKey(no), 'why', seq],
    queryFn: () => bodyOf(api.GET('/api/v1/complaints/{no}/why', { params: { path: { no }, query: { seq } } })),
    staleTime: Infinity,
  });

export const policiesQuery = queryOptions({
  queryKey: ['policies'],
  queryFn: () => bodyOf(api.GET('/api/v1/policies')),
  staleTime: 300_000,
});

/** A policy; of a case, in the version that the case keeps. */
export const policyQuery = (id: string, bundle?: string) =>
  queryOptions({
    queryKey: ['policies', id, bundle],
    queryFn: () =>
      bodyOf(
        api.GET('/api/v1/policies/{id}', {
          params: { path: { id }, query: bundle === undefined ? {} : { bundle } },
        }),
      ),
    staleTime: 300_000,
  });
