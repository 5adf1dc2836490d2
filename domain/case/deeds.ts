import type { CaseState } from './state';

/** Who has done what, with one deed more: of a substitution both persons. `seq` is that of its event. */
export function withDone(did: CaseState['did'], action: string, persons: string[], seq: number): CaseState['did'] {
  const all = [...new Set([...(did[action]?.all ?? []), ...persons])];
  return { ...did, [action]: { all, last: persons, seq } };
}
