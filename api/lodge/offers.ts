import type { Deps } from '../deps';
import { isUp } from '../../models/connect';
import { knownPolicies } from '../policies';
import { storeUnavailable } from '../unavailable';
import type { Choice, Offer } from './questions';

/**
 * The policies under which customers may lodge a complaint now; while the database is away, as they were known last. One
 * that asks for a place is not among them where there is none.
 *
 * @throws Problem StoreUnavailable where none is known yet, which is not the same as that there is none
 */
export async function offersOf(deps: Deps): Promise<Offer[]> {
  const bundles = await knownPolicies(deps);
  if (bundles.length === 0 && !(await isUp(deps.connection))) throw storeUnavailable(undefined);
  return bundles.flatMap((bundle): Offer[] => {
    const { web } = bundle.intake;
    if (web === undefined) return [];
    const kinds = bundle.policy.places?.kinds;
    if (kinds === undefined) return [{ bundle, web }];
    const places = [...deps.models.directory.places().values()]
      .filter(({ kind }) => kinds.includes(kind))
      .map(({ id, title }): Choice => ({ value: id, title }));
    return places.length === 0 ? [] : [{ bundle, web, places }];
  });
}
