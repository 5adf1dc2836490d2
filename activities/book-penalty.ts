import { localDateOf } from '../domain/time/local-time';
import type { PolicyBundle } from '../domain/policy/bundle';
import type { DeductionTerms } from '../domain/penalties/deduction';
import type { Effects } from '../domain/activity-contract';
import type { PenaltyLedger } from '../models/penalty-ledger';
import type { BundleSource } from './bundle-source';

/**
 * Books a penalty decided, once under its key; a repeat finds it booked, in the month of the first time. What the policy
 * says about deductions is booked with it, so that a statement needs no policy. Throws only while the ledger is down.
 */
export function createBookPenalty({
  bundles,
  ledger,
  now = Date.now,
}: {
  bundles: BundleSource;
  ledger: Pick<PenaltyLedger, 'book'>;
  now?: () => number;
}): Effects['bookPenalty'] {
  return async ({ no, key, penalty, bundleHash }) => {
    const bundle = await bundles.get(bundleHash);
    const month = localDateOf(now(), bundle.calendar.zone).slice(0, 7);
    const terms = deductionTerms(bundle);
    const { entry } = await ledger.book({ no, key, month, penalty, ...(terms === undefined ? {} : { terms }) });
    return { status: 'succeeded', result: { month: entry.month } };
  };
}

/** What a policy says of deductions, as it is booked with a penalty; undefined if nothing. */
export function deductionTerms({ deductions }: PolicyBundle): DeductionTerms | undefined {
  return deductions === undefined
    ? undefined
    : {
        ceilingPercent: deductions.ceiling.percent,
        minimumWageFen: deductions.minimumWage.monthFen,
        excess: deductions.excess,
      };
}
