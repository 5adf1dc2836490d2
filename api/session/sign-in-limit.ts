import { both } from '../../domain/text';
import { Problem } from '../problem';
import { Attempts } from './attempts';

const WINDOW_MS = 5 * 60 * 1000;
const MOST_PER_ACCOUNT = 10;
/** Colleagues may share an address. */
const MOST_PER_ADDRESS = 100;

/**
 * Bounds the guessing of passwords, by account and by address. A full account refuses its owner too, and says so with
 * the time after which it goes on: five minutes of waiting are better than an answer that lies.
 */
export class SignInLimit {
  private readonly byAccount: Attempts;
  private readonly byAddress: Attempts;

  constructor(nowMs: () => number) {
    this.byAccount = new Attempts(MOST_PER_ACCOUNT, WINDOW_MS, nowMs);
    this.byAddress = new Attempts(MOST_PER_ADDRESS, WINDOW_MS, nowMs);
  }

  /**
   * Counts an attempt.
   * @throws Problem TooManyAttempts, with Retry-After
   */
  take(account: string, address: string): void {
    const wait = this.byAddress.take(address) ?? this.byAccount.take(account);
    if (wait === undefined) return;
    throw new Problem('TooManyAttempts', {
      detail: both(
        `登录尝试过多，请在 ${wait} 秒后再试。`,
        `Too many attempts to sign in. The next one counts in ${wait} seconds.`,
      ),
      headers: { 'Retry-After': String(wait) },
    });
  }

  /** The right password: the account starts anew, and the attempt doesn't count for the address. */
  succeeded(account: string, address: string): void {
    this.byAccount.clear(account);
    this.byAddress.giveBack(address);
  }
}
