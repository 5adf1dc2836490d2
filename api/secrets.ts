import { join } from 'node:path';
import { openSecret } from './secret-file';

/** Secrets of an installation that its API processes share. */
export interface Secrets {
  /** Signs session tokens; a new one signs everybody out. */
  readonly session: Buffer;
  /** Keys the marks of bodies; with a new one, repeats of earlier requests are taken for others. */
  readonly fingerprint: Buffer;
}

/** Opens the secrets in `<data>/secrets`, making them at the first start. */
export async function openSecrets(folder: string): Promise<Secrets> {
  return {
    session: await openSecret(join(folder, 'session.key')),
    fingerprint: await openSecret(join(folder, 'fingerprint.key')),
  };
}
