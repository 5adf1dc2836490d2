/**
 * A text that only the holder of its case's key can read: `sealed:v1:<complaint number>:<base64url of iv|tag|ciphertext>`.
 *
 * An alias and no brand, because sealed values pass through JSON, YAML and BSON, where a brand would only be cast back.
 * Whoever must be sure asks `isSealed`.
 */
export type Sealed = string;

/**
 * The sealed form; group 1 is the complaint number, group 2 the body. 38 characters are the 28 bytes of iv and tag of
 * an empty text (not `{38,}`, which overflows the stack on some megabytes). Neither global nor sticky, so that it can be
 * shared and given to a schema.
 *
 * A match says what a text looks like, not that it opens: the body may be altered, or the number another's.
 */
export const SEALED_PATTERN = /^sealed:v1:([A-Za-z0-9][A-Za-z0-9._-]{0,63}):([A-Za-z0-9_-]{38}[A-Za-z0-9_-]*)$/;

/** Whether a text is as a whole in the sealed form; a sealed value inside a longer text doesn't count. */
export function isSealed(text: string): boolean {
  return SEALED_PATTERN.test(text);
}

/**
 * The number of the complaint under whose key a text is sealed; undefined for a text that is not sealed.
 *
 * A case takes a sealed text only if this is its own number. Otherwise a message past the API could carry another
 * case's text, and whoever may read the one would read the other.
 */
export function sealedFor(text: string): string | undefined {
  return SEALED_PATTERN.exec(text)?.[1];
}
