import type { Bilingual } from '../values/text';

/**
 * A kind of address under which people are reached: a field of `complainant`, a column of contact lists, and one way by
 * which the same person is known again. Pure; `normal` and `identity` are not asked in workflows.
 */
export interface AddressKind<Kind extends string = string> {
  /** The field's name: small letters, one word. */
  readonly kind: Kind;
  readonly title: Bilingual;
  /** Spellings of one address, and texts that are none. */
  readonly examples: { readonly same: readonly [string, ...string[]]; readonly none: readonly string[] };
  /** What is wanted, for whoever wrote something else. */
  readonly wanted: Bilingual;
  /** The form that is sent to; undefined for a text that is no such address. */
  readonly normal: (text: string) => string | undefined;
  /** The form that all its spellings share, by default the normal one; undefined for what identifies nobody. */
  readonly identity?: (text: string) => string | undefined;
}
