import { queryOptions } from '@tanstack/react-query';
import { api, bodyOf } from './http';
import type { Schemas } from './http';

export type Dashboard = Schemas['Dashboard'];
export type Report = Schemas['Report'];
export type Mark = Schemas['Mark'];

/** What a dashboard is asked for; it stands in the address. */
export interface DashboardAsked {
  policy?: string | undefined;
  place?: string | undefined;
  days?: number | undefined;
}

/** Without what is undefined, as typed queries take it. */
function given<T extends object>(query: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}

const EVERY_MS = 60_000;

export const dashboardQuery = (asked: DashboardAsked) =>
  queryOptions({
    queryKey: ['dashboard', asked],
    queryFn: () => bodyOf(api.GET('/api/v1/dashboard', { params: { query: given(asked) } })),
    refetchInterval: EVERY_MS,
  });

export const reportsQuery = queryOptions({
  queryKey: ['reports'],
  queryFn: () => bodyOf(api.GET('/api/v1/reports')),
  staleTime: EVERY_MS,
});

export const reportQuery = (id: string, period: string) =>
  queryOptions({
    queryKey: ['reports', id, period],
    queryFn: () => bodyOf(api.GET('/api/v1/reports/{id}/{period}', { params: { path: { id, period } } })),
    staleTime: EVERY_MS,
  });

export const placesQuery = queryOptions({
  queryKey: ['places'],
  queryFn: () => bodyOf(api.GET('/api/v1/places')),
  staleTime: 300_000,
});
