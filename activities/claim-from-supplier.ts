import type { Effects } from '../domain/activity-contract';
import type { SupplierClaims } from '../models/supplier-claims';

/** Enters a claim, once under its key; what people have made of it since stays. Throws only while the list is down. */
export function createClaimFromSupplier({
  claims,
}: {
  claims: Pick<SupplierClaims, 'enter'>;
}): Effects['claimFromSupplier'] {
  return async ({ no, key, supplier, amountFen, percent }) => {
    await claims.enter({ key, no, supplier, amountFen, percent });
    return { status: 'succeeded' };
  };
}
