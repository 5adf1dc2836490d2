import mongoose from 'mongoose';
import { BundleUnknown } from '../models/bundles';
import { DirectoryNotLoaded } from '../models/directory';

/**
 * Whether an error only says that something is away that comes back: the database, the staff in it, a policy that is
 * still to be published here. What waits for it is tried again for as long as it takes.
 */
export function isOutage(error: unknown): boolean {
  return (
    error instanceof mongoose.mongo.MongoError ||
    // With buffering off, mongoose has no class of its own for a call before the first connection.
    error instanceof mongoose.Error ||
    error instanceof BundleUnknown ||
    error instanceof DirectoryNotLoaded
  );
}
