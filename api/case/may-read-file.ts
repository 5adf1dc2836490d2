import type { Actor } from '../../domain/file/envelope';
import { personsOf } from '../../domain/file/envelope';
import type { Attachment } from '../../models/attachments';
import type { ReadCase } from './read-case';
import { mayReadOriginal } from './withheld';

/**
 * Whether somebody who may read a case may read a file of it. A picture or a receipt says who complains, and of whom, as
 * the customer's own words do, so that it goes by their rule; whoever uploaded it has seen it. What nobody has attached
 * yet is its uploader's alone.
 */
export function mayReadFile(
  actor: Actor,
  read: ReadCase,
  { by, attached }: Pick<Attachment, 'by' | 'attached'>,
): boolean {
  return personsOf(actor).includes(by) || (attached && mayReadOriginal(actor, read));
}
