import type { Deps } from '../deps';
import type { By } from './accounts';

/** Ends one of somebody's sessions, and records who did it. Answers false where they have no such session. */
export async function endSession(
  { sessions, models, clock, streams }: Pick<Deps, 'sessions' | 'models' | 'clock' | 'streams'>,
  by: By,
  { whom, session }: { readonly whom: string; readonly session: string },
  what: 'sessionEnded' | 'signedOut' = 'sessionEnded',
): Promise<boolean> {
  if (!(await sessions.end(session, whom))) return false;
  streams.endOf(session);
  models.accessRecord.note({ at: clock().toISOString(), kind: 'sessionEnded', account: by.id, whom, what });
  return true;
}
