import { BundleUnknown } from '../models/bundles';
import { DirectoryNotLoaded } from '../models/directory';
import { storeFailureOf } from '../models/store-failure';

/**
 * Whether an error only says that something is away that comes back: the database, the staff in it, a policy that is
 * still to be published here. What waits for it is tried again for as long as it takes.
 */
export function isOutage(error: unknown): boolean {
  return storeFailureOf(error) !== undefined || error instanceof BundleUnknown || error instanceof DirectoryNotLoaded;
}
