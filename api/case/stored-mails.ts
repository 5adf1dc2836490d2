import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stepAt } from '../../domain/policy/step-of-task';
import { storedMailSchema } from '../../domain/letters/stored-mail';
import type { StoredMail } from '../../domain/letters/stored-mail';
import type { ReadCase } from './read-case';

/**
 * The mails and short messages of an installation without a mail server, still sealed; those of one file, if its number is
 * given. Names of files begin with the number, so that those of one can be told without reading the others.
 */
export async function storedMails(folder: string, no: string | undefined): Promise<StoredMail[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  });
  const wanted = names.filter((name) => name.endsWith('.json') && (no === undefined || name.startsWith(`${no}.`)));
  return Promise.all(
    wanted.map(async (name) => storedMailSchema.parse(JSON.parse(await readFile(join(folder, name), 'utf8')))),
  );
}

/** Whether a mail is about penalties. What a step says is sent under a key that begins with its place. */
export function isAboutPenalties({ state, policy }: Pick<ReadCase, 'state' | 'policy'>, key: string): boolean {
  const place = key.startsWith(`${state.no}/`) ? key.slice(state.no.length + 1) : '';
  return policy !== undefined && stepAt(policy, place)?.stage === 'penalise';
}
