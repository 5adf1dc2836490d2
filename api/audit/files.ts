import { createHash } from 'node:crypto';
import { z } from 'zod';
import { readReference } from '../../domain/attachments/reference';
import type { FileReference } from '../../domain/attachments/reference';
import { ContentMissing } from '../../models/content-store';
import { SealBroken } from '../../vault/sealing';
import { vaultFor } from '../case/opening';
import { storedCase } from '../case/read-case';
import type { SignedCall } from '../operation';

/** What becomes of a file that an event names, once its content is looked at. */
export const fileFindingSchema = z
  .object({
    id: z.string().optional().meta({ description: 'Absent if the event can no longer be read.' }),
    sha256: z.string().optional().meta({ description: 'Of the content, as the event says.' }),
    what: z.enum(['whole', 'missing', 'altered', 'erased']),
  })
  .meta({ id: 'FileFinding' });
export type FileFinding = z.infer<typeof fileFindingSchema>;

/**
 * Each file that the events of a complaint name, its stored content compared with the hash in the event. Opens them, which
 * is noted. A record that no case can be made of names none.
 */
export async function filesVerified(
  call: Pick<SignedCall, 'deps' | 'actor' | 'log'>,
  no: string,
): Promise<FileFinding[]> {
  const read = await storedCase(call.deps, no).catch(() => undefined);
  const found: FileFinding[] = [];
  // What was merged into it stands among its references too, and is that case's own to prove.
  for (const { file, from } of read?.state.references ?? [])
    if (file !== undefined && from === undefined) found.push(await findingOf(call, no, file));
  return found;
}

async function findingOf(
  call: Pick<SignedCall, 'deps' | 'actor' | 'log'>,
  no: string,
  file: string,
): Promise<FileFinding> {
  let named: FileReference | undefined;
  try {
    const text = await vaultFor(call).open(file, no);
    if (text === undefined) return { what: 'erased' };
    named = readReference(text);
    if (named === undefined) return { what: 'altered' };
    const hash = createHash('sha256');
    for await (const piece of call.deps.models.attachments.content({ no, id: named.id })) hash.update(piece);
    return { ...named, what: hash.digest('hex') === named.sha256 ? 'whole' : 'altered' };
  } catch (error) {
    if (error instanceof ContentMissing) return { ...named, what: 'missing' };
    if (error instanceof SealBroken) return { ...named, what: 'altered' };
    throw error;
  }
}
