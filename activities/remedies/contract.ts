import type { z } from 'zod';
import type { Fen } from '../../domain/values/money';
import type { Bilingual } from '../../domain/values/text';
import type { GatewayAbsent, GatewayAnswer, RemedyGateway } from '../ports/remedy-gateway';

/** For which case and under which key a remedy is executed: the first half of what the gateway asks. */
export interface RemedyOrder {
  /** Complaint number. */
  no: string;
  /** (case, option, position): whatever is done under it is done once. */
  key: string;
  kind: string;
}

/** What a remedy may use of the world: who moves money and goods. What needs only words uses nothing. */
export interface RemedyWorld {
  gateway: Pick<RemedyGateway, 'execute' | 'undo'>;
}

/**
 * A way to make good what went wrong, in one file of `activities/remedies/kinds/`, named after its kind. Everything else
 * (check, price, ledger, once-only, saga, titles in letters) follows from it: see `docs/adding-a-remedy.md`.
 */
export interface RemedyDefinition<Shape extends z.ZodType = z.ZodType> {
  /** As policies and proposals name it; also the name of the file and of its page under `docs/remedies/`. */
  kind: string;
  title: Bilingual;
  /** For whoever proposes: when it fits and what its parameters mean. */
  help: Bilingual;
  /** The sentence in the letter that tells the customer of it; promises nothing that `execute` does not do. */
  letter: Bilingual;
  /**
   * What a proposal must say. Money is integer fen; personal details are `sealedText`. What it gives out must be taken
   * in again unchanged, because params are checked when they are proposed and once more before they are executed.
   */
  params: Shape;
  /** What it costs us: decides who must approve. Pure, from the parameters alone. */
  costFen(params: z.output<Shape>): Fen;
  /**
   * Does it. May run again under the same key after a crash, so it calls the gateway with that key, at most once, and
   * nothing else. What the gateway throws is let through.
   */
  execute(params: z.output<Shape>, order: RemedyOrder, world: RemedyWorld): Promise<GatewayAnswer>;
  /**
   * Takes it back; left out where that can't be done (words can't be unsaid). Called only for what was executed;
   * may run again under the same key.
   */
  undo?(order: RemedyOrder, world: RemedyWorld): Promise<GatewayAnswer | GatewayAbsent>;
}

/** Keeps the type of the parameters while all remedies share one table. */
export function defineRemedy<Shape extends z.ZodType>(definition: RemedyDefinition<Shape>): RemedyDefinition<Shape> {
  return definition;
}
