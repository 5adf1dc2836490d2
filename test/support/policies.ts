import { join } from 'node:path';
import type { PolicyBundle } from '../../domain/policy/bundle';
import { readPolicies } from '../../models/policy-files';

const ROOT = join(__dirname, '..', '..');

/** The remedies that the project ships. */
export const REMEDY_KINDS = [
  'refund',
  'exchange',
  'repair',
  'price-reduction',
  'compensation',
  'apology',
  'gift',
  'plan-change',
  'waiver',
];

/** The project's policies and those of the tests, by id. */
export function allPolicies(): Map<string, PolicyBundle> {
  const shipped = readPolicies(join(ROOT, 'policies'), REMEDY_KINDS);
  const forTests = readPolicies(join(ROOT, 'test', 'policies'), REMEDY_KINDS, join(ROOT, 'policies'));
  return new Map([...shipped, ...forTests].map((bundle) => [bundle.policy.id, bundle]));
}
