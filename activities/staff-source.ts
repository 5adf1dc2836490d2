import type { Directory } from '../models/directory';

/** Who holds a role now, from the staff directory as last seen; answers from memory, so it never hangs. */
export type StaffSource = Pick<Directory, 'holders' | 'inPlaceOf'>;
