import { deepStrictEqual } from 'node:assert';
import { checkIntake } from '../../api/case/check-intake';
import type { Intake } from '../../domain/case/intake';
import type { PolicyBundle } from '../../domain/policy/bundle';

/** Throws unless the policy takes the complaint as it stands, and refuses it without any one of these parts. */
export function demandsOfIntake(
  complaint: Record<string, unknown>,
  parts: readonly string[],
  bundle: PolicyBundle,
): void {
  if (parts.length === 0) return;
  deepStrictEqual(missingIn(complaint, bundle), [], 'the complaint is not taken as it stands');
  for (const part of parts) deepStrictEqual(missingIn(without(complaint, part.split('.')), bundle), [part]);
}

function missingIn(complaint: Record<string, unknown>, bundle: PolicyBundle): string[] {
  const empty = { complainant: {}, respondent: { persons: [] }, demand: {}, fields: {}, channel: 'web' };
  const intake = { ...empty, ...complaint } as unknown as Intake;
  return checkIntake(intake, bundle).map(({ field }) => field);
}

function without(value: unknown, [name = '', ...rest]: readonly string[]): Record<string, unknown> {
  const { [name]: part, ...others } = value as Record<string, unknown>;
  return rest.length === 0 ? others : { ...others, [name]: without(part, rest) };
}
