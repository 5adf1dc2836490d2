import { join } from 'node:path';

/** Where tests, and the workers that they start, keep what takes seconds to make. It may be deleted. */
export const CACHE = join(__dirname, '..', '..', 'build', 'made-once');
