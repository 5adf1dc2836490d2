import { shareOut } from './money';

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
