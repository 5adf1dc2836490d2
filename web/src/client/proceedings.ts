import { queryOptions } from '@tanstack/react-query';
import { api, bodyOf } from './http';
import type { Schemas } from './http';

export type Incident = Schemas['Incident'];
export type CorrectiveAction = Schemas['CorrectiveAction'];
export type ProceedingAction = Schemas['PossibleProceedingAction'];

const path = (no: string) => ({ params: { path: { no } } });

/** Everything asked of one incident or corrective action begins with this key. */
export const proceedingKey = (no: string): readonly unknown[] => ['proceeding', no];

export const incidentQuery = (no: string) =>
  queryOptions({
    queryKey: [...proceedingKey(no), 'detail'],
    queryFn: () => bodyOf(api.GET('/api/v1/incidents/{no}', path(no))),
  });

export const correctiveActionQuery = (no: string) =>
  queryOptions({
    queryKey: [...proceedingKey(no), 'detail'],
    queryFn: () => bodyOf(api.GET('/api/v1/corrective-actions/{no}', path(no))),
  });
