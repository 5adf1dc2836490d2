import { existsSync } from 'node:fs';
import type { PolicyBundle } from '../domain/policy/bundle';
import { remedies } from '../activities/remedies/registry';
import { readPolicies } from '../models/policy-files';
import { DOMAIN_SOURCES } from './domain-sources';
import { MadeOnce } from './made-once';

/** Of which the bundles are made: cells and examples are checked by the domain, names of remedies are the registry's. */
const SOURCES = [...DOMAIN_SOURCES, 'models/policy-files.ts', 'activities/remedies'];

/**
 * Reads the policies of a folder, or takes what the same code has made of the same files before: checking every cell and
 * every example of twenty policies would be half of a worker's start.
 * @throws PolicyBroken with the mistakes of all files at once; what is broken is never kept
 */
export function readPoliciesOnce(cache: string, folder: string): PolicyBundle[] {
  // Without the folder there are none, which is for `readPolicies` to say.
  const files = existsSync(folder) ? [folder] : [];
  const made = MadeOnce.of(cache, 'policies', ...files, ...SOURCES);
  return JSON.parse(
    made.text ?? made.keep(JSON.stringify(readPolicies(folder, [...remedies.keys()]))),
  ) as PolicyBundle[];
}
