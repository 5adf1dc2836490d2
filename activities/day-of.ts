import { localDateOf, parseInstant } from '../domain/local-time';
import type { PureAnswers } from '../domain/world';
import type { BundleSource } from './bundle-source';

/** On which day of the policy's calendar an instant falls. */
export function createDayOf(bundles: BundleSource): PureAnswers['dayOf'] {
  return async ({ bundleHash, at }) => {
    const { calendar } = await bundles.get(bundleHash);
    return localDateOf(parseInstant(at), calendar.zone);
  };
}
