import type { Fen } from '../../domain/values/money';

/** What is to be done, once under its key. */
export interface GatewayOrder {
  /** Complaint number. */
  no: string;
  key: string;
  kind: string;
  /** As the remedy defines them; personal details are sealed and opened by the gateway alone. */
  params: Readonly<Record<string, unknown>>;
  amountFen: Fen;
}

/**
 * `done`: it has happened, and `reference` is the payer's or store's own number. `refused`: it has not happened and
 * never will under this key; `reason` is a code without personal data.
 */
export type GatewayAnswer = { status: 'done'; reference: string } | { status: 'refused'; reason: string };

/** What it answers about a key that it has never seen. */
export interface GatewayAbsent {
  status: 'absent';
}

/**
 * Whoever moves money and goods. The same key acts once and is answered alike each time: this is asked of every
 * gateway, because a ledger on our side alone can't promise it.
 */
export interface RemedyGateway {
  /**
   * @throws NotSent if it certainly has not happened (may be sent again)
   * @throws Unanswered if nobody knows (must be found before anything is sent again)
   */
  execute(order: GatewayOrder): Promise<GatewayAnswer>;
  /**
   * What became of a key.
   * @throws NotSent, Unanswered if there is no answer to this either
   */
  find(key: string): Promise<GatewayAnswer | GatewayAbsent>;
  /**
   * Takes back what was done under a key; may be repeated.
   * @throws NotSent, Unanswered
   */
  undo(key: string): Promise<GatewayAnswer | GatewayAbsent>;
}

/** The gateway could not be reached or would not listen: nothing has happened. Retryable. */
export class NotSent extends Error {
  override readonly name = 'NotSent';
}

/** It was sent, but no answer that can be understood came: it may or may not have happened. */
export class Unanswered extends Error {
  override readonly name = 'Unanswered';
}
