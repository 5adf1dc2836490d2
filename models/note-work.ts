/** Told how a piece of work came out that nobody waited for: with the error if it failed, and the number of its case. */
export type NoteWork = (work: BackgroundWorkName, error?: unknown, no?: string) => void;

/** The work beside cases and requests that is known by name; activities go by theirs. */
export type BackgroundWorkName =
  | 'accessRecord'
  | 'accountChanges'
  | 'archiver'
  | 'attachments'
  | 'counters'
  | 'directory'
  | 'indexes'
  | 'policies'
  | 'processReports'
  | 'schedules'
  | 'setAside'
  | 'standing'
  | 'temporal'
  | 'findings'
  | 'watchman'
  | `activity:${string}`;

export const NOBODY_IS_TOLD: NoteWork = () => undefined;
