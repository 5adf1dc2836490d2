import { errors, jwtVerify, SignJWT } from 'jose';

const ALGORITHM = 'HS256';
const ISSUER = 'redress';
/** A working day; after it one signs in again. */
const VALID_SECONDS = 8 * 60 * 60;

/** What a session token says: who, which session, and which generation of that person's sessions. */
export interface Claims {
  readonly id: string;
  readonly session: string;
  /** A token of an earlier generation is revoked. */
  readonly tokenVersion: number;
}

export interface IssuedToken {
  readonly token: string;
  /** ISO instant. */
  readonly expiresAt: string;
}

/** Issues and reads session tokens: signed by a secret that all API processes of an installation share, never stored. */
export class SessionTokens {
  constructor(
    private readonly secret: Uint8Array,
    private readonly clock: () => Date,
  ) {}

  async issue({ id, session, tokenVersion }: Claims): Promise<IssuedToken> {
    const issuedAt = Math.floor(this.clock().getTime() / 1000);
    const expiresAt = issuedAt + VALID_SECONDS;
    const token = await new SignJWT({ tv: tokenVersion })
      .setProtectedHeader({ alg: ALGORITHM })
      .setIssuer(ISSUER)
      .setSubject(id)
      .setJti(session)
      .setIssuedAt(issuedAt)
      .setExpirationTime(expiresAt)
      .sign(this.secret);
    return { token, expiresAt: new Date(expiresAt * 1000).toISOString() };
  }

  /** What a token says; undefined if it isn't ours, was altered or has expired. */
  async read(token: string): Promise<Claims | undefined> {
    try {
      const { payload } = await jwtVerify(token, this.secret, {
        algorithms: [ALGORITHM],
        issuer: ISSUER,
        requiredClaims: ['sub', 'jti', 'exp'],
        currentDate: this.clock(),
      });
      const { sub, jti, tv } = payload;
      if (sub === undefined || jti === undefined || typeof tv !== 'number') return undefined;
      return { id: sub, session: jti, tokenVersion: tv };
    } catch (error) {
      if (error instanceof errors.JOSEError) return undefined;
      throw error;
    }
  }
}
