import { queryOptions, useQuery } from '@tanstack/react-query';
import { api, bodyOf } from './http';
import type { Schemas } from './http';
import { placesQuery } from './oversight';
import { useMe } from './session';

export type Statement = Schemas['PenaltyStatement'];
export type Claim = Schemas['SupplierClaim'];

export const statementQuery = (month: string, isMine: boolean) =>
  queryOptions({
    queryKey: ['penalties', month, isMine],
    queryFn: () =>
      bodyOf(
        api.GET('/api/v1/penalties/statements/{month}', {
          params: { path: { month }, query: { mine: isMine ? 'true' : 'false' } },
        }),
      ),
  });

/**
 * Whether somebody sees the accounts of the whole house, as the server decides it: by such a role or as a leader, with a
 * post above all places. Undefined until that is known.
 */
export function useSeesAccounts(role: 'payroll' | 'finance' | 'either'): boolean | undefined {
  const { can, places } = useMe();
  const hasRole = can.manage || (role !== 'finance' && can.payroll) || (role !== 'payroll' && can.finance);
  const { data } = useQuery({ ...placesQuery, enabled: hasRole });
  if (!hasRole) return false;
  return data?.items.filter(({ within }) => within === undefined).every(({ id }) => places.includes(id));
}
