import { randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';

// The library's default parameters are Argon2id with 19 MiB and two passes (the first of OWASP's recommended settings);
// a hash carries its own, so they may rise later. Named here, because the hash for nobody must cost the same.
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** The hash under which a password is kept. */
export async function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFC'), PARAMETERS);
}

/**
 * Verifies passwords in the same time whether or not there is such an account: for nobody, the password is tried on a
 * hash that no password fits.
 */
export class Passwords {
  private readonly nobodys: Promise<string> = hashPassword(randomBytes(32).toString('base64url'));

  /** Whether the password fits the hash; never, where there is none. */
  async fits(passwordHash: string | undefined, password: string): Promise<boolean> {
    const fits = await verify(passwordHash ?? (await this.nobodys), password.normalize('NFC')).catch(() => false);
    return fits && passwordHash !== undefined;
  }
}
