import type { Directory } from '../models/directory';

/** Who holds a role, who is away and who acts then, from the staff directory as last seen; answers from memory, so it never hangs. */
export type StaffSource = Pick<Directory, 'holders' | 'isAway' | 'inPlaceOf' | 'freshen'>;
