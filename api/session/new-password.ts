// Of the packages with lists of leaked passwords this one is kept (zxcvbn-ts), MIT, has no code to run and needs no network.
import { dictionary } from '@zxcvbn-ts/language-common';
import { z } from 'zod';
import { both } from '../../domain/values/text';
import { invalid } from '../invalid';

/** Long rather than odd: nothing is asked of its characters (NIST SP 800-63B). */
const LEAST_CHARACTERS = 12;
const LEAST_DIFFERENT = 5;

/** A password that somebody chooses. */
export const newPasswordSchema = z.string().min(LEAST_CHARACTERS).max(1_000);

const LEAKED: ReadonlySet<string> = new Set(dictionary['passwords-common']);

/**
 * Whether a password may be chosen; how long it is, the schema has seen to.
 * @throws Problem Invalid (field `newPassword`)
 */
export function checkNewPassword(password: string, { id, old }: { id: string; old: string }): void {
  const refuse = (code: string, zh: string, en: string): never => {
    throw invalid([{ field: 'newPassword', code, message: both(zh, en) }]);
  };
  if (password.normalize('NFC') === old.normalize('NFC'))
    refuse('same', '须与现有密码不同。', 'The new password must differ from the current one.');
  const plain = password.normalize('NFKC').toLowerCase();
  if (isLeaked(plain))
    refuse('leaked', '此密码已在泄露的密码表中。', 'This password is on a list of leaked passwords.');
  const withoutId = plain.replaceAll(id.toLowerCase(), '');
  if (withoutId === '' || isLeaked(withoutId) || new Set(plain).size < LEAST_DIFFERENT)
    refuse('guessable', '太容易被猜到。', 'This password is too easy to guess.');
}

/** As it is, said twice, or with figures and signs at its end. */
function isLeaked(plain: string): boolean {
  const half = plain.slice(0, plain.length / 2);
  const bare = plain.replace(/[^\p{L}]+$/u, '');
  return LEAKED.has(plain) || LEAKED.has(bare) || (half + half === plain && LEAKED.has(half));
}
