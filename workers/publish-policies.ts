import type { PolicyBundle } from '../domain/policy/bundle';
import type { Models } from '../models/open-models';

/** How long to wait before trying again to reach the database. */
const RETRY_MS = 2_000;

/**
 * Makes the policies of the folder known: in memory at once, so that cases can go on without the database, and in the
 * database as soon as it answers. A file changed without a new version takes the version's name over; cases that run
 * keep what they were started with.
 */
export function publishPolicies(
  models: Pick<Models, 'bundles' | 'policies' | 'ensureIndexes'>,
  bundles: readonly PolicyBundle[],
): { stop: () => void } {
  for (const bundle of bundles) models.bundles.put(bundle);
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  const publish = async (): Promise<void> => {
    try {
      await models.ensureIndexes();
      for (const bundle of bundles) await models.policies.publish(bundle, { by: 'worker', replaceDraft: true });
    } catch {
      if (!stopped) timer = setTimeout(() => void publish(), RETRY_MS);
    }
  };
  void publish();
  return {
    stop: () => {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
