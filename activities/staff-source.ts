import type { Directory } from '../models/directory';

/**
 * Who holds a role, who is away and who acts then, from the staff directory as last seen. Answers come from memory and
 * never hang; only `freshen` reads, and waits half a second at most.
 */
export type StaffSource = Pick<Directory, 'holders' | 'isAway' | 'inPlaceOf' | 'freshen'>;
