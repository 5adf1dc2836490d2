import { randomInt } from 'node:crypto';

/** Letters and digits that nobody confuses when reading them off a screen. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';

/** A password made by chance, some 59 bits, to be read off a screen and typed. */
export function madePassword(): string {
  return [4, 4, 4].map((length) => Array.from({ length }, () => LETTERS[randomInt(LETTERS.length)]).join('')).join('-');
}
