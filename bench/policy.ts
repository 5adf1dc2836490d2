import { join } from 'node:path';
import { remedies } from '../activities/remedies/registry';
import type { PolicyBundle } from '../domain/policy/bundle';
import { readPolicies, withHash } from '../models/policy-files';

const POLICIES = join(__dirname, '..', 'policies');
const SHIPPED = 'enterprise-eight-step';

/**
 * The eight steps as shipped, but nobody waits for the callback, an answered case is closed at once, and measures are not
 * pursued beyond it: what is measured is the work that a case causes, not the time that it takes people.
 */
export function benchBundle(): PolicyBundle {
  const shipped = readPolicies(POLICIES, [...remedies.keys()]).find(({ policy }) => policy.id === SHIPPED);
  if (shipped === undefined) throw new Error(`there is no policy ${SHIPPED}`);
  const { policy, tables, calendar, templates, intake, source, law } = shipped;
  return withHash({
    ...{ tables, calendar, templates, intake, source, law },
    policy: {
      ...policy,
      id: 'bench',
      main: policy.main
        .filter(({ stage }) => stage !== 'pursueMeasures')
        .map((step) => (step.stage === 'callback' ? { ...step, delay: undefined } : step)),
      reopening: { ...policy.reopening, within: { duration: 'PT0S', counting: 'clock' } },
    },
  });
}
