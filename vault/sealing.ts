import { SEALED_PATTERN, isSealed } from '../domain/sealed';
import type { Sealed } from '../domain/sealed';
import { decrypt, encrypt } from './aes-gcm';
import type { CaseKey } from './key-store';

/** A sealed value that doesn't open: altered, another case's, or its key is lost or broken. Never worth a retry. */
export class SealBroken extends Error {
  override readonly name = 'SealBroken';
}

/**
 * Seals a text for a case. The same text gives another value each time. The number is authenticated with it, so that a
 * sealed value moved to another case doesn't open.
 *
 * What a sealed value still shows is the length of its text (UTF-8: three bytes a Chinese character). A lone surrogate,
 * which is no text, comes back as U+FFFD.
 *
 * @throws RangeError if `no` can't be a complaint number
 */
export function seal(key: CaseKey, no: string, text: string): Sealed {
  const sealed = `sealed:v1:${no}:${encrypt(key, no, Buffer.from(text, 'utf8')).toString('base64url')}`;
  if (!isSealed(sealed)) throw new RangeError('Not a complaint number: letters, digits and . _ - only, at most 64');
  return sealed;
}

/**
 * The text of a sealed value.
 *
 * @throws SealBroken if a single character is not the one that `seal` wrote, or the key is another's
 */
export function open(key: CaseKey, sealed: Sealed): string {
  const [, no, body] = SEALED_PATTERN.exec(sealed) ?? [];
  if (no === undefined || body === undefined) throw new SealBroken('Not a sealed value');
  const packed = Buffer.from(body, 'base64url');
  // Base64 has several spellings for the same bytes; only ours counts.
  const plain = packed.toString('base64url') === body ? decrypt(key, no, packed) : undefined;
  if (!plain) throw new SealBroken(`A value of complaint ${no} was altered or sealed by another key`);
  return plain.toString('utf8');
}
