import type { Credentials, Staff, StaffMember } from '../../models/staff';
import type { Directory } from '../../models/directory';
import { Problem } from '../problem';
import type { Passwords } from './password';
import type { SignInLimit } from './sign-in-limit';
import type { IssuedToken, SessionTokens } from './token';

export interface SessionsDeps {
  readonly staff: Pick<Staff, 'credentials'>;
  readonly directory: Pick<Directory, 'person' | 'refresh'>;
  readonly tokens: SessionTokens;
  readonly passwords: Passwords;
  readonly limit: SignInLimit;
}

/** Who is signed in. Sessions are nowhere stored: a token is good as long as its person's token version is the same. */
export class Sessions {
  /** What was last read of whoever has asked; used only while the database can't be asked. */
  private readonly lastKnown = new Map<string, Credentials>();

  constructor(private readonly deps: SessionsDeps) {}

  /**
   * A token for whoever knows the password.
   * @throws Problem WrongCredentials, the same and after the same time whether the account or the password is wrong;
   *   TooManyAttempts
   */
  async signIn({ id, password, address }: { id: string; password: string; address: string }): Promise<IssuedToken> {
    const { staff, tokens, passwords, limit } = this.deps;
    limit.take(id, address);
    const known = await staff.credentials(id);
    const fits = await passwords.fits(known?.passwordHash, password);
    if (!fits || known?.active !== true) throw new Problem('WrongCredentials');
    limit.succeeded(id, address);
    return tokens.issue(known);
  }

  /**
   * The member of staff whose token this is.
   * @throws Problem NotSignedIn
   */
  async memberOf(token: string): Promise<StaffMember> {
    const claims = await this.deps.tokens.read(token);
    if (claims === undefined) throw notSignedIn();
    const known = await this.credentials(claims.id);
    if (known?.active !== true || known.tokenVersion !== claims.tokenVersion) throw notSignedIn();
    const { directory } = this.deps;
    // Somebody entered a moment ago is in the database but not yet in the directory's memory.
    if (directory.person(claims.id) === undefined) await directory.refresh();
    const member = directory.person(claims.id);
    if (member?.active !== true) throw notSignedIn();
    return member;
  }

  /**
   * Read anew for each request, so that a revocation counts at once. While the database is down, actions go on with what
   * was last read: a revocation is written there, so during an outage none can be missed.
   */
  private async credentials(id: string): Promise<Credentials | undefined> {
    try {
      const credentials = await this.deps.staff.credentials(id);
      if (credentials === undefined) this.lastKnown.delete(id);
      else this.lastKnown.set(id, credentials);
      return credentials;
    } catch (error) {
      const last = this.lastKnown.get(id);
      if (last === undefined) throw error;
      return last;
    }
  }
}

/** No session, or one that is no longer good; says how to get one (RFC 6750). */
export function notSignedIn(): Problem {
  return new Problem('NotSignedIn', {
    wayOut: {
      zh: '请先 POST /api/v1/session 登录，并在 Authorization 头中带上令牌。',
      en: 'Sign in by POST /api/v1/session and send the token in the Authorization header.',
    },
    headers: { 'WWW-Authenticate': 'Bearer realm="redress"' },
  });
}
