import { isoInstant } from '../domain/time/local-time';
import { movedTimes } from '../domain/case/tasks/moved-task';
import type { PureAnswers } from '../domain/activity-contract';
import type { BundleSource } from './bundle-source';

/** Times moved over a standstill by the policy's calendar; one that has no end yet ends now. */
export function createMoveTimes(bundles: BundleSource): PureAnswers['moveTimes'] {
  return async ({ bundleHash, times, from, to = isoInstant(Date.now()) }) => {
    const { calendar } = await bundles.get(bundleHash);
    return { times: movedTimes(calendar, times, { from, to }), to };
  };
}
