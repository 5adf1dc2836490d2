import { computeDeadline } from '../domain/time/deadline';
import type { PureAnswers } from '../domain/activity-contract';
import type { BundleSource } from './bundle-source';

/** When a stretch of time ends by the policy's calendar, and why then. */
export function createPlanTime(bundles: BundleSource): PureAnswers['planTime'] {
  return async ({ bundleHash, from, limit }) => {
    const { calendar } = await bundles.get(bundleHash);
    const { dueAt, explanation } = computeDeadline({ from, within: limit, calendar });
    return { at: dueAt, explanation };
  };
}
