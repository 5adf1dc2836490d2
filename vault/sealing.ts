import { SEALED_PATTERN, isSealed } from '../domain/values/sealed';
import type { Sealed } from '../domain/values/sealed';
import { decrypt, encrypt } from './aes-gcm';
import type { CaseKey } from './key-store';

/** A sealed value that doesn't open: altered, another case's, or its key is lost or broken. Never worth a retry. */
export class SealBroken extends Error {
  override readonly name = 'SealBroken';
}

/**
 * Seals a text for a field of a case. The same text gives another value each time. Number and field are authenticated
 * with it, so that a sealed value moved to another case or relabelled as another field doesn't open.
 *
 * What a sealed value still shows is the length of its text (UTF-8: three bytes a Chinese character). A lone surrogate,
 * which is no text, comes back as U+FFFD.
 *
 * @throws RangeError if `no` can't be a complaint number, or `field` a field
 */
export function seal(key: CaseKey, { no, field }: { no: string; field: string }, text: string): Sealed {
  const body = encrypt(key, contextOf(no, field), Buffer.from(text, 'utf8')).toString('base64url');
  const sealed = `sealed:v2:${no}:${field}:${body}`;
  if (!isSealed(sealed))
    throw new RangeError('Not a complaint number (at most 64) and a field (at most 120 characters)');
  return sealed;
}

/**
 * The text of a sealed value.
 *
 * @throws SealBroken if a single character is not the one that `seal` wrote, or the key is another's
 */
export function open(key: CaseKey, sealed: Sealed): string {
  const [, no, field, body] = SEALED_PATTERN.exec(sealed) ?? [];
  if (no === undefined || field === undefined || body === undefined) throw new SealBroken('Not a sealed value');
  const packed = Buffer.from(body, 'base64url');
  // Base64 has several spellings for the same bytes; only ours counts.
  const plain = packed.toString('base64url') === body ? decrypt(key, contextOf(no, field), packed) : undefined;
  if (!plain) throw new SealBroken(`A value of complaint ${no} was altered or encrypted with another key`);
  return plain.toString('utf8');
}

/** Neither has a colon, so that no other number and field give the same. */
function contextOf(no: string, field: string): string {
  return `${no}:${field}`;
}
