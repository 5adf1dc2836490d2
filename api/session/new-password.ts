import { z } from 'zod';
import { both } from '../../domain/values/text';
import { invalid } from '../invalid';

/** Long rather than odd: nothing is asked of its characters (NIST SP 800-63B). */
const LEAST_CHARACTERS = 12;
const LEAST_DIFFERENT = 5;

/** A password that somebody chooses. */
export const newPasswordSchema = z.string().min(LEAST_CHARACTERS).max(1_000);

let leaked: ReadonlySet<string> | undefined;

/**
 * Read when it is first asked for, which takes a tenth of a second. Of the packages with lists of leaked passwords this one
 * is kept (zxcvbn-ts), MIT, has no code to run and needs no network.
 */
async function leakedPasswords(): Promise<ReadonlySet<string>> {
  const { dictionary } = await import('@zxcvbn-ts/language-common');
  leaked ??= new Set(dictionary['passwords-common']);
  return leaked;
}

/**
 * Whether a password may be chosen; how long it is, the schema has seen to.
 * @throws Problem Invalid (field `newPassword`)
 */
export async function checkNewPassword(password: string, { id, old }: { id: string; old: string }): Promise<void> {
  const refuse = (code: string, zh: string, en: string): never => {
    throw invalid([{ field: 'newPassword', code, message: both(zh, en) }]);
  };
  if (password.normalize('NFC') === old.normalize('NFC'))
    refuse('same', '须与现有密码不同。', 'The new password must differ from the current one.');
  const all = await leakedPasswords();
  const plain = password.normalize('NFKC').toLowerCase();
  if (isLeaked(plain, all))
    refuse('leaked', '此密码已在泄露的密码表中。', 'This password is on a list of leaked passwords.');
  const withoutId = plain.replaceAll(id.toLowerCase(), '');
  if (withoutId === '' || isLeaked(withoutId, all) || new Set(plain).size < LEAST_DIFFERENT)
    refuse('guessable', '太容易被猜到。', 'This password is too easy to guess.');
}

/** As it is, said twice, or with figures and signs at its end. */
function isLeaked(plain: string, all: ReadonlySet<string>): boolean {
  const half = plain.slice(0, plain.length / 2);
  const bare = plain.replace(/[^\p{L}]+$/u, '');
  return all.has(plain) || all.has(bare) || (half + half === plain && all.has(half));
}
