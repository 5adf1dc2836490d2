import type { BackgroundWork } from '../background/background-work';
import type { PolicyBundle } from '../domain/policy/bundle';
import type { Models } from '../models/open-models';
import { untilDone } from './until-done';

/**
 * Makes the policies of the folder known: in memory at once, so that cases can go on without the database, and in the
 * database as soon as it answers. A file changed without a new version takes the version's name over; cases that run
 * keep what they were started with.
 */
export function publishPolicies(
  models: Pick<Models, 'bundles' | 'policies'>,
  bundles: readonly PolicyBundle[],
  background: Pick<BackgroundWork, 'run'>,
  /** Waited for before anything is written. */
  indexes: Promise<void> = Promise.resolve(),
): { stop: () => void } {
  for (const bundle of bundles) models.bundles.put(bundle);
  return untilDone(background, 'policies', async () => {
    await indexes;
    for (const bundle of bundles) await models.policies.publish(bundle, { by: 'worker', replaceDraft: true });
  });
}
