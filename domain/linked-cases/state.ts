import type { KeysTaken } from '../file/keys-taken';
import type { Rung } from '../case/state';
import type { Bilingual } from '../values/text';
import type { Counting } from '../time/time-limit';

/** By when somebody has to have done something, and what happens if they have not. */
export interface Due {
  title: Bilingual;
  /** Role whose turn it is; escalation moves it up. */
  role: string;
  /** Staff id of the one person meant, if any. */
  person?: string;
  /** When it was opened; absent in states from before it was kept. */
  since?: string;
  dueAt?: string;
  /** How its limit counts; by the clock where nothing is said. */
  counting?: Counting;
  rungs: Rung[];
  overdueSince?: string;
}

/** What every proceeding knows of itself. Changed by its `evolve` alone. */
export interface ProceedingState {
  /** Number of the file, of its kind's own form. */
  no: string;
  seq: number;
  status: 'new' | 'open' | 'closing' | 'closed';
  policy: { id: string; version: string; bundleHash: string };
  openedAt?: string;
  closedAt?: string;
  /**
   * Paths of the places that the cases it is about belong to: whoever acts holds a post at or above each of them. Absent
   * or empty where they belong to none.
   */
  places?: readonly (readonly string[])[];
  /** Open waits with a time limit, by name. */
  dues: Record<string, Due>;
  /** The last messages accepted. */
  keys: KeysTaken;
  refusals: number;
}

/** A proceeding of which nothing is known yet. */
export function emptyProceeding(no: string): ProceedingState {
  return {
    no,
    seq: 0,
    status: 'new',
    policy: { id: '', version: '', bundleHash: '' },
    dues: {},
    keys: {},
    refusals: 0,
  };
}

/** The earliest time at which a proceeding does something by itself. */
export function nextRung(state: ProceedingState): string | undefined {
  const times = Object.values(state.dues).flatMap(({ rungs }) =>
    rungs.filter(({ done }) => done !== true).map(({ at }) => at),
  );
  return times.sort()[0];
}
