/**
 * A text that only the holder of its case's key can read:
 * `sealed:v2:<complaint number>:<field>:<base64url of iv|tag|ciphertext>`. Number and field are authenticated with the
 * text, so that it opens for the case and the field it was sealed for alone.
 *
 * An alias and no brand, because sealed values pass through JSON, YAML and BSON, where a brand would only be cast back.
 * Whoever must be sure asks `isSealed`.
 */
export type Sealed = string;

/**
 * The sealed form; group 1 is the complaint number, group 2 the field, group 3 the body. 38 characters are the 28 bytes
 * of iv and tag of an empty text (not `{38,}`, which overflows the stack on some megabytes). Neither global nor sticky,
 * so that it can be shared and given to a schema.
 *
 * A match says what a text looks like, not that it opens: the body may be altered, or the number another's.
 */
export const SEALED_PATTERN =
  /^sealed:v2:([A-Za-z0-9][A-Za-z0-9._-]{0,63}):([A-Za-z][A-Za-z0-9._-]{0,119}):([A-Za-z0-9_-]{38}[A-Za-z0-9_-]*)$/;

/**
 * Characters of the longest text that the API takes (8,000) once it is sealed, number and field included, and sealed once
 * more, as a merge does.
 */
export const MOST_SEALED = 45_000;

/**
 * The action whose data are copies: a text sealed for one of its fields is another case's sealed text, and opens only as
 * long as that one does. Nobody but a merge seals for it.
 */
export const COPIES = 'absorb';

/** Whether a text is as a whole in the sealed form; a sealed value inside a longer text doesn't count. */
export function isSealed(text: string): boolean {
  return SEALED_PATTERN.test(text);
}

/** For which complaint and which of its fields a text is sealed; undefined for a text that is not sealed. */
export function sealedFor(text: string): { no: string; field: string } | undefined {
  const [, no, field] = SEALED_PATTERN.exec(text) ?? [];
  return no === undefined || field === undefined ? undefined : { no, field };
}

/**
 * The field that a text is sealed for: the action (or `intake`) and where in its data it stands, without positions in
 * lists: `planTasks.tasks.what`. Keys that people chose are brought into the letters of the form.
 */
export function fieldAt(what: string, path: readonly PropertyKey[]): string {
  const names = path.filter((part) => typeof part !== 'number').map(String);
  return [what, ...names]
    .map((name) => name.replace(/[^A-Za-z0-9_-]/g, '_'))
    .join('.')
    .slice(0, 120);
}
