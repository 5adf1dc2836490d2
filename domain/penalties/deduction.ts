import type { Fen } from '../values/money';

/** How far a month's pay may be deducted from: values that law sets, given by the policy with source and date. */
export interface DeductionTerms {
  /** At most this much of the month's pay, in percent. */
  ceilingPercent: number;
  /** What is left of the month's pay is never less: the local minimum wage of a month. */
  minimumWageFen: Fen;
  /** What passes the ceiling: stays due in the months after, or is given up. */
  excess: 'carry' | 'waive';
}

/** What somebody is paid for a month. */
export interface MonthPay {
  /** All of it: the ceiling is a share of this. */
  payFen: Fen;
  /** Parts of it by the names that penalty tables use (`performancePay`, `bonus`). */
  bases: Readonly<Record<string, Fen>>;
}

/** What a penalty takes from a month's pay, as far as the month can bear it. */
export interface Deduction {
  key: string;
  /** Due in this month: `deductedFen`, `waivedFen` and `carriedFen` add up to it. */
  dueFen: Fen;
  deductedFen: Fen;
  waivedFen: Fen;
  /** Still due after this month. */
  carriedFen: Fen;
}

/**
 * The most that may be deducted from a month's pay, rounded down to the fen: a ceiling is not passed by half a fen.
 * Nothing where no pay is known.
 */
export function ceilingOf(pay: MonthPay | undefined, terms: DeductionTerms): Fen {
  if (pay === undefined) return 0;
  const share = Number((BigInt(pay.payFen) * BigInt(Math.round(terms.ceilingPercent * 100))) / 10_000n);
  return Math.max(0, Math.min(share, pay.payFen - terms.minimumWageFen));
}

/**
 * Takes what is due from a month's pay, in the order given (the oldest first). Where penalties come from policies with
 * other ceilings, the lowest of them holds for the month, because the law speaks of the pay and not of the policy; what
 * becomes of the excess is each penalty's own policy's to say.
 */
export function deductMonth(
  charges: readonly { key: string; dueFen: Fen; terms: DeductionTerms }[],
  pay: MonthPay | undefined,
): { ceilingFen: Fen; deductions: Deduction[] } {
  const ceilingFen = charges.length === 0 ? 0 : Math.min(...charges.map(({ terms }) => ceilingOf(pay, terms)));
  let left = ceilingFen;
  const deductions = charges.map(({ key, dueFen, terms }): Deduction => {
    const deductedFen = Math.min(dueFen, left);
    left -= deductedFen;
    const excessFen = dueFen - deductedFen;
    return terms.excess === 'carry'
      ? { key, dueFen, deductedFen, waivedFen: 0, carriedFen: excessFen }
      : { key, dueFen, deductedFen, waivedFen: excessFen, carriedFen: 0 };
  });
  return { ceilingFen, deductions };
}
