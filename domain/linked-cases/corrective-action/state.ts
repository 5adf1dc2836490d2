import type { CorrectiveActionRules } from '../../policy/corrective-action-rules';
import { emptyProceeding } from '../state';
import type { ProceedingState } from '../state';
import type { Effect } from './effect';

/**
 * Where it stands: to be planned (for the moment of its opening only), being carried out by its owner, to be verified, watched for a while, to be counted, to be assessed.
 * Not verified or not effective leads back to the first.
 */
export type Phase = 'plan' | 'carryOut' | 'verify' | 'watch' | 'count' | 'assess';

/** What it is for: against a cause that was found, or one that has not done harm yet (ISO 9001, 10.2). */
export type Aim = 'corrective' | 'preventive';

/** Somebody's word and when it was given; `by` is the staff id, texts are sealed. */
interface Word {
  by: string;
  at: string;
}

/** One way from carrying out to the assessment. What was not verified is carried out again within the same round. */
export interface Round {
  owner?: string;
  /** Staff ids of everybody through whose hands it went in this round: owners, and whoever reported for one, or as one. */
  hands: string[];
  completed?: Word & { evidence: string; documents: string[] };
  /** How often the completion was sent back. */
  sentBack: number;
  verified?: Word & { finding?: string };
  effect?: Effect;
  assessed?: Word & { effective: boolean; finding: string };
}

export interface CorrectiveActionState extends ProceedingState {
  rules: CorrectiveActionRules;
  /** What it came from. */
  origin: { cases: string[]; incident?: string };
  aim: Aim;
  /** What is to be done; sealed. */
  what: string;
  /** Complaints of this category are counted; left out, all of the policy. */
  category?: string | undefined;
  /** Staff id; none yet where the plan named nobody who is on the staff. */
  owner?: string | undefined;
  /** For carrying out, as it was planned or granted; without it the rules say. */
  dueAt?: string | undefined;
  phase: Phase;
  /** Until when complaints are watched. */
  watchUntil?: string | undefined;
  /** The owner and the round for which they were told that it is theirs. */
  told?: { owner: string; round: number };
  /** The last is the one under way. */
  rounds: Round[];
  outcome?: 'effective' | 'givenUp';
  notes: number;
}

const NO_RULES: CorrectiveActionRules = {
  ...{ overseer: '', verifier: '', overdue: [], template: 'correctiveAction' },
  ...{ verify: { overdue: [] }, assess: { overdue: [] }, watch: { duration: 'P1D', counting: 'clock' } },
};

export function emptyCorrectiveAction(no: string): CorrectiveActionState {
  return {
    ...emptyProceeding(no),
    ...{ rules: NO_RULES, origin: { cases: [] }, aim: 'corrective', what: '', phase: 'plan', rounds: [], notes: 0 },
  };
}

/** The round under way. */
export function currentRound({ rounds }: CorrectiveActionState): Round {
  return rounds.at(-1) ?? { hands: [], sentBack: 0 };
}

/** The owner, while nobody has told them of this round. */
export function ownerToTell({ owner, told, rounds }: CorrectiveActionState): string | undefined {
  return owner === undefined || (told?.owner === owner && told.round === rounds.length) ? undefined : owner;
}
