import type { CompiledPolicy } from '../domain/policy/compiled';
import { both } from '../domain/values/text';
import type { Bilingual } from '../domain/values/text';

/**
 * Reads the event store and its chain, and nothing else that others may not. Neither stands in for others nor has a
 * substitute. No policy gives it work.
 */
export const AUDITOR = 'auditor';

/** Imports a month's pay, reads all penalty statements, and closes those of pay that others imported. No policy gives it work. */
export const PAYROLL = 'payroll';

/** Reads and closes penalty statements for the books, and takes claims against suppliers further. No policy gives it work. */
export const FINANCE = 'finance';

/**
 * Keeps accounts and places, and nothing else: opens no case, acts in none, and neither stands in for others nor has a
 * substitute. Held alone, without another role. No policy gives it work.
 */
export const ADMINISTRATOR = 'administrator';

/** Whether somebody looks after others' work or accounts, and so stands in for nobody, nor anybody for them. */
export function isOverseer({ roles }: { readonly roles: readonly string[] }): boolean {
  return roles.includes(AUDITOR) || roles.includes(ADMINISTRATOR);
}

/** Whether somebody does nothing else: they act in no case, and what they were given would stay undone. */
export function onlyOversees({ roles }: { readonly roles: readonly string[] }): boolean {
  return roles.length > 0 && roles.every((role) => role === AUDITOR || role === ADMINISTRATOR);
}

/** What the roles are called that the program knows by itself. */
export const OWN_ROLE_TITLES: Readonly<Record<string, Bilingual>> = {
  [AUDITOR]: both('审计员', 'Auditor'),
  [PAYROLL]: both('薪酬', 'Payroll'),
  [FINANCE]: both('财务', 'Finance'),
  [ADMINISTRATOR]: both('管理员', 'Administrator'),
};

/** Roles that the program knows by itself. */
export const OWN_ROLES: readonly string[] = Object.keys(OWN_ROLE_TITLES);

/**
 * Whether somebody manages the work of others under one of these policies: holds the role that owns it, or one with
 * nobody above it.
 */
export function isManager(
  roles: readonly string[],
  policies: readonly Pick<CompiledPolicy, 'owner' | 'roles'>[],
): boolean {
  return policies.some((policy) =>
    roles.some((role) => {
      const known = policy.roles[role];
      return known !== undefined && (role === policy.owner || known.above === undefined);
    }),
  );
}
