import { z } from 'zod';
import type { PolicyBundle } from '../domain/policy/bundle';
import { mayRead } from './reports/may-read';
import { ADMINISTRATOR, AUDITOR, FINANCE, isManager, PAYROLL } from './roles';

const ability = (description: string) => z.boolean().meta({ description });

/** What somebody's roles open to them, for a console that shows nothing else. The operations ask again. */
export const abilitiesSchema = z.object({
  read: ability('Read complaints, incidents and corrective actions.'),
  register: ability('Register a complaint.'),
  act: ability('Act in cases, as far as each lets them.'),
  manage: ability('The dashboard, and the tasks of all.'),
  seeReports: ability('At least one of the regular reports.'),
  audit: ability('The chain, and who got at what.'),
  administer: ability('Keep accounts and places.'),
  payroll: ability('Pay and the statements of penalties for it.'),
  finance: ability('Claims against suppliers and the statements for the books.'),
});

export function abilitiesOf(
  { roles }: { readonly roles: readonly string[] },
  bundles: readonly PolicyBundle[],
): z.output<typeof abilitiesSchema> {
  const read = roles.some((role) => role !== ADMINISTRATOR);
  const act = roles.some((role) => role !== ADMINISTRATOR && role !== AUDITOR);
  return {
    ...{ read, act, register: act },
    manage: isManager(
      roles,
      bundles.map(({ policy }) => policy),
    ),
    seeReports: bundles.some((bundle) =>
      Object.values(bundle.reports ?? {}).some((definition) => mayRead({ roles }, bundle, definition)),
    ),
    audit: roles.includes(AUDITOR),
    administer: roles.includes(ADMINISTRATOR),
    payroll: roles.includes(PAYROLL),
    finance: roles.includes(FINANCE),
  };
}
