import { daysToCompare, effectOf, figuresOf } from '../domain/linked-cases/corrective-action/effect';
import { categoriesWithin } from '../domain/policy/category-tree';
import type { ProceedingWork } from '../domain/activity-contract';
import type { Bundles } from '../models/bundles';
import type { Counters } from '../models/counters';

/** What the counters say of the days before and after a measure, by the policy's calendar; no case is read for it. */
export function createCountEffect(deps: {
  bundles: Pick<Bundles, 'get'>;
  counters: Pick<Counters, 'countAll' | 'ofDays'>;
}): ProceedingWork['countEffect'] {
  const { bundles, counters } = deps;
  return async ({ bundleHash, category, places, ...instants }) => {
    const { policy, calendar } = await bundles.get(bundleHash);
    const { days, before, after } = daysToCompare(instants, calendar.zone);
    const categories = category === undefined ? undefined : categoriesWithin(policy.categories, category);
    // What was journaled and not counted yet counts too.
    await counters.countAll();
    const [was, is] = await Promise.all(
      [before, after].map(async (some) =>
        figuresOf(some, await counters.ofDays([policy.id], some.from, some.to, ['', 'category'], places), categories),
      ),
    );
    return effectOf(days, was as NonNullable<typeof was>, is as NonNullable<typeof is>);
  };
}
