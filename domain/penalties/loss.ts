import type { Fen } from '../values/money';

/** A remedy as the ledger has it: only `executed` ones cost anything. */
export interface LedgerRemedy {
  status: string;
  costFen: Fen;
}

/** What a case cost beside its remedies: a journey, a test in a laboratory. */
export interface Cost {
  what: string;
  amountFen: Fen;
}

/** The loss of a case in fen as it is booked: remedies executed and not taken back, and costs recorded. */
export function bookedLoss(remedies: readonly LedgerRemedy[], costs: readonly Cost[]): Fen {
  const given = remedies.filter(({ status }) => status === 'executed');
  return [...given.map(({ costFen }) => costFen), ...costs.map(({ amountFen }) => amountFen)].reduce(
    (sum, fen) => sum + fen,
    0,
  );
}
