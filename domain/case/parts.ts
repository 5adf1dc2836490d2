import type { Actor } from '../file/envelope';
import type { Intake } from './intake';
import type { Rests } from '../policy/pauses';
import type { Language } from '../values/text';

// Parts of what a case knows of itself, whose rules stand in files that know all of it.

/** What was approved, as the event keeps it: of which proposal, what it costs at most, and a mark of its options. */
export interface Approved {
  proposal: number;
  round: number;
  options: number;
  costFen: number;
  print: string;
}

/** Whether a complaint is founded, as somebody found it in a round. */
export interface Judgement {
  founded: boolean;
  demandReasonable: boolean;
  reason?: string;
  evidence?: string;
  round: number;
  at: string;
  /** Staff id; absent where time or a rule decided. */
  by?: string;
  /** Step of the main line at which it was given: there it is given anew. */
  step?: string;
}

/** What a round came to, dated when it ended. The first and the last are what reports and the register speak of. */
export interface Resolution {
  end: string;
  at: string;
  round: number;
  /** The customer said that it was no answer to them, and another round began. */
  dissatisfied?: true;
}

/** The case waits for somebody who is not ours: what rests meanwhile is the policy's as it was when the pause began. */
export interface Pause extends Partial<Rests> {
  since: string;
  waitsFor: 'customer' | 'thirdParty';
  by?: string;
  /** When it ends by itself. */
  until?: string;
}

/** What was promised by a time: that the customer hears, with or without news, or what the answer is. */
export const PROMISED = ['word', 'result'] as const;
export type Promised = (typeof PROMISED)[number];

/** Questions of steps that a person answers where no program could (`domain/case/answers/answers-by-hand.ts`). */
export type AskedByHand = 'planTime' | 'dayOf' | 'whoHeld';

/** A merge that has been asked for, and that the other complaint has not answered yet. `seq` is the asking event. */
export interface Merging {
  into: string;
  seq: number;
  since: string;
  by?: Actor;
  /** Sealed. */
  reason?: string;
}

/** Another complaint that was merged into this one, as far as this one acts by it; its words stand in the events. */
export interface Absorbed {
  no: string;
  at: string;
  /** The complaint that brought it along, where it had been merged into that one before. */
  via?: string;
  recordedAt?: string;
  category: string;
  language: Language;
  channel: Intake['channel'];
  /** Whom it is of; sealed. */
  complainant: Intake['complainant'];
  /** Its customer is not heard of otherwise, so that the outcome is told to them as well. */
  hears: boolean;
  /** Staff ids of those complained about in it; they stand among those of this case. */
  respondents: string[];
  department?: string;
  supplier?: string;
  demand: Pick<Intake['demand'], 'kind' | 'amountFen'>;
  given: Given[];
  /** Since when it goes on by itself again. */
  leftAt?: string;
}

/** A remedy that was given on the other complaint. */
export interface Given {
  what: { kind: string; params: Record<string, unknown> }[];
  costFen: number;
  at: string;
  status: string;
}
