import type { Effects } from '../domain/world';
import type { PenaltyLedger } from '../models/penalty-ledger';

/** Books a penalty decided, once under its key; a repeat finds it booked. Throws only while the ledger is down. */
export function createBookPenalty({ ledger }: { ledger: Pick<PenaltyLedger, 'book'> }): Effects['bookPenalty'] {
  return async ({ no, key, penalty }) => {
    await ledger.book({ no, key, penalty });
    return { status: 'succeeded' };
  };
}
