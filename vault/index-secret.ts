import { createSecretKey, hkdfSync, randomBytes } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { join } from 'node:path';
import { KEY_BYTES } from './aes-gcm';
import { KeyBroken } from './key-store';
import type { MasterKeys } from './master-keys';
import { readKeyFile, writeKeyFile } from './wrapped-key-file';

/** Where the index secret of a key folder is. */
export function indexSecretPath(folder: string): string {
  return join(folder, 'index.key');
}

/**
 * The key of the token index, the same at each call and in each process of a key folder.
 *
 * It comes from a secret of its own, made once and wrapped by the master key like a case's key. Were it derived from the
 * master key, each rotation would make every token in the register useless, and to compute them anew every case would
 * have to be opened. So rotation changes who can unwrap the secret, not the secret.
 *
 * @throws KeyBroken when the secret is damaged, or wrapped by a master key that isn't here
 */
export async function openIndexKey(folder: string, masters: MasterKeys): Promise<Buffer> {
  const path = indexSecretPath(folder);
  const secret = (await readKeyFile(path, masters)) ?? (await makeSecret(path, masters));
  return Buffer.from(hkdfSync('sha256', secret, '', 'redress token index v1', KEY_BYTES));
}

async function makeSecret(path: string, masters: MasterKeys): Promise<KeyObject> {
  await writeKeyFile(path, createSecretKey(randomBytes(KEY_BYTES)), masters);
  // Read back: another process that starts at the same moment may have been faster.
  const secret = await readKeyFile(path, masters);
  if (!secret) throw new KeyBroken(`${path} vanished`);
  return secret;
}
