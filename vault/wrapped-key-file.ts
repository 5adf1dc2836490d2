import { createSecretKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { basename } from 'node:path';
import { z } from 'zod';
import { KEY_BYTES, decrypt, encrypt } from './aes-gcm';
import { readIfPresent, replaceFile, writeOnce } from './durable-file';
import { KeyBroken } from './key-store';
import type { MasterKeys } from './master-keys';

// A key on disk, encrypted by a master key. The file's own name is authenticated with it, so that one case's file put
// in another's place doesn't open.

const WrappedKey = z.object({ v: z.literal(1), master: z.string(), wrapped: z.base64url() });
type WrappedKey = z.infer<typeof WrappedKey>;

/** Ends the name of every file with a wrapped key. */
export const KEY_ENDING = '.key';

/** Writes a wrapped key durably if there is no file yet; returns whether this call wrote it. */
export async function writeKeyFile(path: string, key: KeyObject, masters: MasterKeys): Promise<boolean> {
  return writeOnce(path, await wrap(path, key, masters));
}

/**
 * The key in a file; undefined if there is no file.
 *
 * @throws KeyBroken when the file is damaged or moved, or its master key isn't here
 */
export async function readKeyFile(path: string, masters: MasterKeys): Promise<KeyObject | undefined> {
  const text = await readIfPresent(path);
  return text === undefined ? undefined : unwrap(path, parse(path, text), masters);
}

/**
 * Wraps the key in a file by the current master key; returns whether it had been wrapped by another.
 *
 * @param dryRun opens the key, but leaves the file as it is
 * @throws KeyBroken as `readKeyFile` does; the file then stays as it is
 */
export async function rewrapKeyFile(path: string, masters: MasterKeys, dryRun = false): Promise<boolean> {
  const text = await readIfPresent(path);
  if (text === undefined) return false;
  const file = parse(path, text);
  if (file.master === (await masters.current()).id) return false;
  const key = await unwrap(path, file, masters);
  return dryRun || replaceFile(path, await wrap(path, key, masters));
}

async function wrap(path: string, key: KeyObject, masters: MasterKeys): Promise<string> {
  const master = await masters.current();
  const wrapped = encrypt(master.key, contextOf(path), key.export()).toString('base64url');
  return `${JSON.stringify({ v: 1, master: master.id, wrapped } satisfies WrappedKey)}\n`;
}

async function unwrap(path: string, file: WrappedKey, masters: MasterKeys): Promise<KeyObject> {
  const master = await masters.find(file.master);
  if (!master) throw new KeyBroken(`${path} is wrapped with master key ${file.master}, which is not available`);
  const bytes = decrypt(master.key, contextOf(path), Buffer.from(file.wrapped, 'base64url'));
  if (bytes?.length !== KEY_BYTES) throw new KeyBroken(`${path} cannot be unwrapped with master key ${file.master}`);
  return createSecretKey(bytes);
}

function parse(path: string, text: string): WrappedKey {
  try {
    return WrappedKey.parse(JSON.parse(text));
  } catch {
    throw new KeyBroken(`${path} holds no wrapped key`);
  }
}

function contextOf(path: string): string {
  return `redress key ${basename(path, KEY_ENDING)}`;
}
