import { localDateOf, parseInstant } from '../domain/time/local-time';
import type { PureAnswers } from '../domain/activity-contract';
import type { BundleSource } from './bundle-source';

/** On which day of the policy's calendar an instant falls. */
export function createDayOf(bundles: BundleSource): PureAnswers['dayOf'] {
  return async ({ bundleHash, at }) => {
    const { calendar } = await bundles.get(bundleHash);
    return localDateOf(parseInstant(at), calendar.zone);
  };
}
