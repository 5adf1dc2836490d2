import { queryOptions } from '@tanstack/react-query';
import { api, bodyOf, upload } from './http';
import type { Schemas } from './http';
import { caseKey } from './queries';

export type CaseFile = Schemas['File'];

export const filesQuery = (no: string) =>
  queryOptions({
    queryKey: [...caseKey(no), 'files'],
    queryFn: () => bodyOf(api.GET('/api/v1/complaints/{no}/files', { params: { path: { no } } })),
    staleTime: 15_000,
  });

/** Where a file opens; `save`: to be saved, whatever it is. */
export function addressOfFile(no: string, id: string, save = false): string {
  return `/api/v1/complaints/${no}/files/${id}${save ? '?save=true' : ''}`;
}

/** Uploads a file to a case; the same one again is the same. Tells which part of it has left, from 0 to 1. */
export function uploadFile(no: string, file: File, onProgress: (part: number) => void): Promise<CaseFile> {
  return upload<CaseFile>(`/complaints/${no}/files`, file, onProgress);
}
