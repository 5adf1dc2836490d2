import type { KeysTaken } from './keys-taken';

/**
 * What every file knows of itself, whatever it is about: a case, a mass incident, a corrective action. All that the
 * runtime of files (`workflows/runtime/`) needs to know of one.
 */
export interface FileState {
  /** Number of the file, of its kind's own form; the workflow id. */
  no: string;
  /** Number of its newest event. */
  seq: number;
  status: string;
  policy: { id: string; version: string; bundleHash: string };
  /** The last messages accepted. */
  keys: KeysTaken;
  /** Messages refused and noted. */
  refusals: number;
}
