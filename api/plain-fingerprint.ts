import { createHmac } from 'node:crypto';
import { canonicalText } from '../models/chain';

const DIGITS = 32;

/**
 * Marks what a body says, so that a repeat under the same key can be told from another request. Taken of the plain text,
 * because sealing gives another text each time; and keyed, because the mark is kept in histories, where that of a short
 * text ("refund me") could otherwise be found by trying.
 */
export class PlainFingerprint {
  constructor(private readonly secret: Buffer) {}

  /**
   * Somebody's idempotency key as it is kept: what people choose as a key may be a name. Keys are each person's own; one
   * that somebody else has used is no repeat.
   */
  keyOf(who: string, key: string): string {
    return `${who}:${this.of(['key', who, key])}`;
  }

  /** 32 hexadecimal digits, the same for every spelling of the same JSON. */
  of(value: unknown): string {
    return createHmac('sha256', this.secret).update(canonicalText(value)).digest('hex').slice(0, DIGITS);
  }
}
