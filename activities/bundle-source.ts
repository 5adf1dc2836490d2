import type { Bundles } from '../models/bundles';

/** Where activities find the tables, calendar and templates that a case was started with. */
export type BundleSource = Pick<Bundles, 'get'>;
