import type { Effects } from '../domain/activity-contract';
import type { PastCases } from '../models/past-cases';

/**
 * Counts what was before a case. An effect, though it changes nothing: what it finds is found in the world of that moment,
 * and stands in the case from then on. Numbers only; whose complaints they were, nobody learns from it.
 */
export function createLookBack(deps: { pastCases: Pick<PastCases, 'look'> }): Effects['lookBack'] {
  return async ({ no, before, bundleHash, contact, persons, supplier }) => {
    const parties = { contact, persons, ...(supplier === undefined ? {} : { supplier }) };
    const found = await deps.pastCases.look({ no, before, bundleHash }, parties);
    return { status: 'succeeded', result: { ...found } };
  };
}
