import type { Actor } from './envelope';

/**
 * A fact about a case, numbered within it. State is nothing but these, folded by `evolve`; the journal writes them and
 * the hash chain binds them. `data` never holds personal data but sealed.
 */
export interface CaseEvent {
  /** Complaint number. */
  no: string;
  /** 1, 2, 3 … without gaps within a case. */
  seq: number;
  /** ISO instant, UTC, by the engine's clock. */
  at: string;
  type: string;
  /** Line and step (`main/approve/2`: line, step, visit) that caused it; absent for what happens to the whole case. */
  place?: string;
  /** Who did it; absent when a rule or a clock did. */
  by?: Actor;
  /** The message that caused it. */
  cause?: { action: string; key: string; via: 'api' | 'temporal'; fingerprint: string; received?: string };
  data: Record<string, unknown>;
}

/** An event before the case has given it number and time. */
export type NewEvent = Omit<CaseEvent, 'no' | 'seq' | 'at'>;
