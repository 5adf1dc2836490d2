import type { Models } from '../../models/open-models';
import { Accounts } from './accounts';
import { PlaceKeeping } from './places';
import { knownPosts } from './posts';

/** What keeps accounts and places, on everything that is stored: for the API and for the command line. */
export function openAccounts(models: Models, clock: () => Date): { accounts: Accounts; placeKeeping: PlaceKeeping } {
  const { staff, places, directory, accessRecord, register } = models;
  return {
    accounts: new Accounts({ staff, directory, posts: () => knownPosts(models), clock }),
    placeKeeping: new PlaceKeeping({
      ...{ places, staff, directory, record: accessRecord, clock },
      isOfCases: (place) => register.hasPlace(place),
    }),
  };
}
