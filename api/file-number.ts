import { normaliseNumber } from '../domain/values/complaint-number';
import type { FileKind } from '../domain/values/complaint-number';

const FILE_KINDS: readonly FileKind[] = ['complaint', 'incident', 'correctiveAction'];

/** The complaint, incident or corrective action whose number this is, as written or as typed; undefined if it is none. */
export function fileOf(text: string): { no: string; kind: FileKind } | undefined {
  for (const kind of FILE_KINDS) {
    const no = normaliseNumber(kind, text);
    if (no !== undefined) return { no, kind };
  }
  return undefined;
}
