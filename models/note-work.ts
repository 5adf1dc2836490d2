/** Told how a piece of work came out that nobody waited for: with the error if it failed. */
export type NoteWork = (work: BackgroundWorkName, error?: unknown) => void;

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
  | 'findings'
  | 'watchman'
  | `activity:${string}`;

export const NOBODY_IS_TOLD: NoteWork = () => undefined;
