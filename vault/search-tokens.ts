import { createHmac } from 'node:crypto';
import type { AddressKind } from '../domain/channels/address-kind';
import { ADDRESS_KINDS, ADDRESS_NAMES } from '../domain/channels/channels';
import type { AddressName } from '../domain/channels/channels';

/** What comes after so many different words can't be found: more than 2,000 Chinese characters or 5,000 English words. */
export const MAX_TOKENS = 2_000;
/** 96 bits: among a thousand million different words hardly two share a token. */
const TOKEN_BYTES = 12;
/** Tokens that are stored have this kind in them. */
const NAMED: Readonly<Record<string, string>> = { email: 'mail' };

const RUN = /[\p{L}\p{M}\p{N}]+/gu;
/** The scripts that write without blanks between words, and the mark that lengthens a katakana vowel. */
const CJK = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー`;
const CJK_PART_OR_WORD = new RegExp(`[${CJK}]+|[^${CJK}]+`, 'gu');
const STARTS_CJK = new RegExp(`^[${CJK}]`, 'u');
/** A mainland mobile number within a text, with or without country code, blanks and hyphens. */
const MOBILE_NUMBER = /(?<![0-9a-z])(?:(?:\+|00)?86[\s-]?)?(1[3-9]\d)[\s-]?(\d{4})[\s-]?(\d{4})(?![0-9a-z])/g;

/**
 * The different words of a text: first its mobile numbers as eleven digits, however they are grouped; then, in its
 * order, runs of letters and digits in lower case, of two characters at least, and runs of Chinese, Japanese or Korean
 * as overlapping pairs (退款申请 → 退款 款申 申请), a lone character as itself. Full-width and compatibility forms count
 * as the plain ones (NFKC).
 *
 * Traditional and simplified characters stay what they are: 退貨 doesn't find 退货. No table says reliably which is
 * meant, and names are written one way. Words are not stemmed, and no part of a Latin word is found.
 */
export function tokensOf(text: string): string[] {
  const tokens = new Set<string>();
  const rest = normalised(text).replace(MOBILE_NUMBER, (_, ...groups: string[]) => {
    tokens.add(groups.slice(0, 3).join(''));
    return ' ';
  });
  for (const [run] of rest.matchAll(RUN)) {
    for (const [part] of run.matchAll(CJK_PART_OR_WORD)) {
      const characters = Array.from(part);
      if (STARTS_CJK.test(part)) for (const pair of pairsOf(characters)) tokens.add(pair);
      else if (characters.length >= 2) tokens.add(part);
    }
  }
  return [...tokens];
}

/**
 * Turns words, phone numbers and mail addresses into keyed tokens, by which sealed texts are found and matched without
 * being opened. What they leak to somebody who has the register but not the key is stated in
 * docs/decisions/0002-sealed-values.md; a case's tokens are dropped with its key.
 *
 * The kinds never share a token, so that a number in a text and the same number as a contact are not linked.
 */
export class TokenIndex {
  readonly #key: Buffer;

  /** @param indexKey 32 bytes; another key finds nothing of what was indexed before */
  constructor(indexKey: Buffer) {
    this.#key = indexKey;
  }

  /**
   * The tokens to keep beside a sealed text: unique, at most MAX_TOKENS, sorted so that they don't give away its order.
   * For several texts of a case, join them by a line break: no pair of characters spans it.
   */
  index(text: string): string[] {
    return this.#keyed(tokensOf(text));
  }

  /**
   * The tokens that must all stand beside a text for it to match. Empty when there is nothing to search for (a single
   * letter, punctuation), which must not be taken for "everything matches".
   *
   * A lone Chinese character is only found where it stands alone: singly indexed, the characters' frequencies would
   * give them away. Next to other words in a query it is left out rather than spoiling the search.
   */
  query(text: string): string[] {
    const tokens = tokensOf(text);
    const telling = tokens.filter((token) => Array.from(token).length > 1);
    return this.#keyed(telling.length > 0 ? telling : tokens);
  }

  /** The token of an address in any of its spellings; undefined for a text that is none, or identifies nobody. */
  address({ kind, normal, identity = normal }: AddressKind, text: string): string | undefined {
    const known = identity(text);
    return known === undefined ? undefined : this.#token(NAMED[kind] ?? kind, known);
  }

  /** The tokens of all addresses that somebody has, by kind. */
  addresses(held: Partial<Record<AddressName, string | undefined>>): string[] {
    return ADDRESS_NAMES.map((kind) => this.address(ADDRESS_KINDS[kind], held[kind] ?? '')).filter(
      (token) => token !== undefined,
    );
  }

  /** The token of a value by which cases are grouped, such as a product; spelling in case and width doesn't count. */
  value(text: string): string {
    return this.#token('value', normalised(text).trim());
  }

  #keyed(words: readonly string[]): string[] {
    return words
      .slice(0, MAX_TOKENS)
      .map((word) => this.#token('word', word))
      .sort();
  }

  #token(kind: string, value: string): string {
    const mac = createHmac('sha256', this.#key).update(`${kind}:${value}`).digest();
    return mac.subarray(0, TOKEN_BYTES).toString('base64url');
  }
}

function normalised(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

function pairsOf(characters: readonly string[]): string[] {
  if (characters.length < 2) return [...characters];
  return characters.slice(1).map((character, index) => `${characters[index] ?? ''}${character}`);
}
