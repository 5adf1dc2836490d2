import { randomBytes } from 'node:crypto';
import { dirname } from 'node:path';
import { makeFolder, readIfPresent, writeOnce } from '../vault/durable-file';

const SECRET_BYTES = 32;

/**
 * A secret of 32 bytes in a file that only its owner may read, made at the first start. Several processes that start at
 * once get the same one.
 * @throws Error if the file holds something else; a new secret in its place would silently break what the old one signed
 */
export async function openSecret(path: string): Promise<Buffer> {
  await makeFolder(dirname(path));
  if ((await readIfPresent(path)) === undefined)
    await writeOnce(path, `${randomBytes(SECRET_BYTES).toString('base64url')}\n`);
  const secret = Buffer.from(((await readIfPresent(path)) ?? '').trim(), 'base64url');
  if (secret.length !== SECRET_BYTES) throw new Error(`${path} holds no secret of ${SECRET_BYTES} bytes`);
  return secret;
}
