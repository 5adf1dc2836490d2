import { join } from 'node:path';
import type { PolicyBundle } from '../../domain/policy/bundle';
import { readPolicies } from '../../models/policy-files';
import { DOMAIN_SOURCES } from '../../workers/domain-sources';
import { MadeOnce } from '../../workers/made-once';
import { CACHE } from './cache';

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

type Kept = Record<'shipped' | 'forTests', PolicyBundle[]>;
let text: string | undefined;

/** Read and checked, which takes seconds, when one of them or the code that reads them has changed; bundles are JSON. */
function kept(): Kept {
  if (text === undefined) {
    const code = [...DOMAIN_SOURCES, 'models/policy-files.ts', 'test/support/policies.ts'];
    const made = MadeOnce.of(CACHE, 'policies-of-tests', 'policies', 'test/policies', ...code);
    text = made.text ?? made.keep(JSON.stringify(read()));
  }
  return JSON.parse(text) as Kept;
}

function read(): Kept {
  return {
    shipped: readPolicies(join(ROOT, 'policies'), REMEDY_KINDS),
    forTests: readPolicies(join(ROOT, 'test', 'policies'), REMEDY_KINDS, join(ROOT, 'policies')),
  };
}

/** The project's policies. */
export function shippedPolicies(): PolicyBundle[] {
  return kept().shipped;
}

/** The project's policies and those of the tests, by id. */
export function allPolicies(): Map<string, PolicyBundle> {
  const { shipped, forTests } = kept();
  return new Map([...shipped, ...forTests].map((bundle) => [bundle.policy.id, bundle]));
}
