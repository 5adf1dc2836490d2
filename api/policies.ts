import type { PolicyBundle } from '../domain/policy/bundle';
import { both } from '../domain/values/text';
import { storeFailureOf } from '../models/store-failure';
import type { Deps } from './deps';
import { Problem } from './problem';

type Has = Pick<Deps, 'models' | 'config'>;

/** The latest version of every published policy: what new complaints start with. */
export async function latestPolicies({ models }: Has): Promise<PolicyBundle[]> {
  const versions = await models.policies.list();
  const latest = new Map<string, string>();
  // They come with the latest first.
  for (const { id, hash } of versions) if (!latest.has(id)) latest.set(id, hash);
  return Promise.all([...latest.values()].map((hash) => models.bundles.get(hash)));
}

const lastKnown = new WeakMap<Has['models'], readonly PolicyBundle[]>();

/** The same for whoever only needs titles and roles: while the database is away, as they were known last. */
export async function knownPolicies(deps: Has): Promise<readonly PolicyBundle[]> {
  try {
    const bundles = await latestPolicies(deps);
    lastKnown.set(deps.models, bundles);
    return bundles;
  } catch (error) {
    if (storeFailureOf(error) === undefined) throw error;
    return lastKnown.get(deps.models) ?? [];
  }
}

/**
 * The policy for a new complaint: the one named, the configured one, or the only one there is.
 * @throws Problem Invalid, naming the policies there are
 */
export async function policyFor(deps: Has, wanted: string | undefined): Promise<PolicyBundle> {
  const policies = await latestPolicies(deps);
  const only = policies.length === 1 ? policies[0] : undefined;
  const id = wanted ?? deps.config.defaultPolicy;
  const found = policies.find(({ policy }) => policy.id === id) ?? (wanted === undefined ? only : undefined);
  if (found !== undefined) return found;
  const known = policies.map(({ policy }) => policy.id);
  const message = both(
    `没有办法「${id}」；可用：${known.join('、')}。`,
    `There is no policy "${id}". Available: ${known.join(', ')}.`,
  );
  throw new Problem('Invalid', { detail: message, errors: [{ field: 'policy', code: 'invalid_value', message }] });
}
