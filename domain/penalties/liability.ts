import { shareOut } from '../values/money';

/** A part of a loss: who bears it and how much, with whatever else the table says of it. */
export interface LiabilityShare {
  bearer: string;
  percent: number;
  amountFen: number;
  [detail: string]: unknown;
}

/**
 * Shares a loss out by the answers of a liability table (one answer, or several of a collecting table). The amounts
 * always add up to the loss, to the fen, even if the percentages don't make a hundred. Answers without a bearer or with
 * nothing to bear are left out.
 */
export function shareLoss(lossFen: number, answers: readonly Record<string, unknown>[]): LiabilityShare[] {
  const shares = answers.flatMap(({ bearer, percent, ...details }) => {
    // Hundredths of a percent, so that the weights are whole.
    const weight = typeof percent === 'number' ? Math.round(percent * 100) : 0;
    return typeof bearer === 'string' && weight > 0 ? [{ ...details, bearer, percent: weight / 100, weight }] : [];
  });
  if (shares.length === 0) return [];
  const amounts = shareOut(
    lossFen,
    shares.map(({ weight }) => weight),
  );
  return shares.map(({ weight: _weight, ...share }, i) => ({ ...share, amountFen: amounts[i] ?? 0 }));
}

/**
 * What is still to be claimed of shares of which some was claimed before, when the loss was smaller: a case that is taken
 * up again shares its whole loss anew, and nobody is asked for the same twice. Shares of which nothing is left are left
 * out; what was claimed beyond them is not given back here.
 */
export function yetToClaim(
  shares: readonly LiabilityShare[],
  claimed: readonly { supplier: string; amountFen: number }[],
  supplierOf: (share: LiabilityShare) => string,
): LiabilityShare[] {
  const before = new Map<string, number>();
  for (const { supplier, amountFen } of claimed) before.set(supplier, (before.get(supplier) ?? 0) + amountFen);
  return shares.flatMap((share) => {
    const supplier = supplierOf(share);
    const covered = Math.min(share.amountFen, before.get(supplier) ?? 0);
    before.set(supplier, (before.get(supplier) ?? 0) - covered);
    return share.amountFen > covered ? [{ ...share, amountFen: share.amountFen - covered }] : [];
  });
}
