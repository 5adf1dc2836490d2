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

  /** 32 hexadecimal digits, the same for every spelling of the same JSON. */
  of(value: unknown): string {
    return createHmac('sha256', this.secret).update(canonicalText(value)).digest('hex').slice(0, DIGITS);
  }
}
