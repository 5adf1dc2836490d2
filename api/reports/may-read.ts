import type { PolicyBundle } from '../../domain/policy/bundle';
import type { ReportDefinition } from '../../domain/reports/definition';
import { isManager } from '../roles';

/** Who gets a report by mail may read it, and whoever manages under its policy. */
export function mayRead(
  { roles }: { readonly roles: readonly string[] },
  { policy }: PolicyBundle,
  { to }: ReportDefinition,
): boolean {
  return roles.some((role) => to.includes(role)) || isManager(roles, [policy]);
}
