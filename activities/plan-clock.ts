import { accountOf } from '../domain/case/clocks/clock';
import type { PureAnswers } from '../domain/activity-contract';
import type { BundleSource } from './bundle-source';
import { alertAt } from './plan-task';

/** When a clock of the case is due by the policy's calendar, why then, and when whom to warn. */
export function createPlanClock(bundles: BundleSource): PureAnswers['planClock'] {
  return async ({ bundleHash, startedAt, within, standstills, extended, outsideDueAt, warn }) => {
    const { calendar } = await bundles.get(bundleHash);
    const account = accountOf({ startedAt, within, standstills, extended, outsideDueAt, calendar });
    const warnings = warn.map(({ to, ...when }) => ({ to, at: alertAt(when, account.dueAt, startedAt, calendar) }));
    return { ...account, warnings };
  };
}
