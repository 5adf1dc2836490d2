import { createHmac } from 'node:crypto';
import { ipKeyGenerator } from 'express-rate-limit';
import { both } from '../../domain/values/text';
import { Problem } from '../problem';
import { Attempts } from './attempts';

const WINDOW_MS = 5 * 60 * 1000;
/** Wrong guesses at one account from one address. */
const MOST_PER_PAIR = 10;
/** Wrong guesses at all accounts from one address, which colleagues may share. */
const MOST_PER_ADDRESS = 100;
const LONG_WINDOW_MS = 60 * 60 * 1000;
/** Wrong guesses at one account from everywhere its owner has never signed in (NIST SP 800-63B-4, 3.2.2: at most 100). */
const MOST_BY_STRANGERS = 100;

/** Somebody who tries to sign in. */
export interface Attempt {
  readonly account: string;
  /** As `markOf` gives it. */
  readonly address: string;
  /** The account's owner has signed in from there before. */
  readonly isKnownAddress: boolean;
  /** When the account was last unlocked: guesses before it count no more. */
  readonly unlockedAt?: string | undefined;
}

/**
 * Bounds the guessing of passwords by account and address together, so that guesses from elsewhere never keep the owner
 * out where they have signed in before; by address over all accounts; and by account over all strange addresses.
 */
export class SignInLimit {
  private readonly byPair: Attempts;
  private readonly byAddress: Attempts;
  private readonly byStrangers: Attempts;

  constructor(
    nowMs: () => number,
    private readonly secret: Uint8Array,
  ) {
    this.byPair = new Attempts(MOST_PER_PAIR, WINDOW_MS, nowMs);
    this.byAddress = new Attempts(MOST_PER_ADDRESS, WINDOW_MS, nowMs);
    this.byStrangers = new Attempts(MOST_BY_STRANGERS, LONG_WINDOW_MS, nowMs);
  }

  /** Stands for an address (of IPv6 for its network) where it is kept: nobody can read it from there. */
  markOf(address: string): string {
    return createHmac('sha256', this.secret)
      .update(`address:${ipKeyGenerator(address)}`)
      .digest('base64url')
      .slice(0, 22);
  }

  /**
   * Counts an attempt of an address, before anything is looked up.
   * @throws Problem TooManyAttempts, with Retry-After
   */
  takeOfAddress(address: string): void {
    refuseFor(this.byAddress.take(address));
  }

  /**
   * Counts an attempt at an account.
   * @throws Problem TooManyAttempts, with Retry-After
   */
  take(attempt: Attempt): void {
    const { pair, strangers } = keysOf(attempt);
    refuseFor(this.byPair.take(pair) ?? (attempt.isKnownAddress ? undefined : this.byStrangers.take(strangers)));
  }

  /** The right password: this account and address start anew, and the attempt counts for nobody. */
  succeeded(attempt: Attempt): void {
    const { pair, strangers } = keysOf(attempt);
    this.byPair.clear(pair);
    this.byAddress.giveBack(attempt.address);
    if (!attempt.isKnownAddress) this.byStrangers.giveBack(strangers);
  }
}

function keysOf({ account, address, unlockedAt = '' }: Attempt): { pair: string; strangers: string } {
  return { pair: JSON.stringify([account, unlockedAt, address]), strangers: JSON.stringify([account, unlockedAt]) };
}

function refuseFor(wait: number | undefined): void {
  if (wait === undefined) return;
  throw new Problem('TooManyAttempts', {
    detail: both(`登录尝试过多，请在 ${wait} 秒后再试。`, `Too many sign-in attempts. Try again in ${wait} seconds.`),
    wayOut: both(
      '从曾经登录过的地址登录不受他人尝试影响；管理员也可以解锁账号。',
      'Attempts by others do not block you at addresses where you have signed in before. An administrator can unlock the account.',
    ),
    headers: { 'Retry-After': String(wait) },
  });
}
