import { randomBytes } from 'node:crypto';
import { both } from '../../domain/values/text';
import type { KnownAddresses } from '../../models/known-addresses';
import { Recent } from '../../models/recent';
import { storeFailureOf } from '../../models/store-failure';
import type { Session, SessionRows } from '../../models/sessions';
import type { Credentials, MustChange, Staff, StaffMember } from '../../models/staff';
import type { Directory } from '../../models/directory';
import { Problem } from '../problem';
import type { Passwords } from './password';
import type { Attempt, SignInLimit } from './sign-in-limit';
import type { Claims, IssuedToken, SessionTokens } from './token';

const MOST_REMEMBERED = 10_000;

export interface SessionsDeps {
  readonly staff: Pick<Staff, 'credentials'>;
  readonly rows: Pick<SessionRows, 'start' | 'get' | 'of' | 'end'>;
  readonly addresses: Pick<KnownAddresses, 'has' | 'add'>;
  readonly directory: Pick<Directory, 'person' | 'refresh'>;
  readonly tokens: SessionTokens;
  readonly passwords: Passwords;
  readonly limit: SignInLimit;
  readonly clock: () => Date;
  /** Others than this machine reach the API: then a password that all samples share lets nobody in. */
  readonly isExposed: boolean;
}

/** Who wants to sign in, by which password and from which address. */
export interface SignIn {
  readonly id: string;
  readonly password: string;
  readonly address: string;
  /** Told that there is such an account, before the password is tried. */
  readonly onKnown: (id: string) => void;
}

/** Who is signed in. A token is good while its session stands and is of its person's present generation. */
export class Sessions {
  /** What was last read of sessions that asked; used only while the database can't be asked. */
  private readonly lastRead = new Recent<Read>(MOST_REMEMBERED);

  constructor(private readonly deps: SessionsDeps) {}

  /**
   * A token for whoever knows the password.
   * @throws Problem WrongCredentials, the same and after the same time whether the account or the password is wrong;
   *   TooManyAttempts; PasswordMustChange
   */
  async signIn(signIn: SignIn): Promise<IssuedToken> {
    const known = await this.verified(signIn);
    this.requireOwnPassword(known);
    return this.start(known);
  }

  /**
   * The account, if the password is right; it may be one that has to be changed.
   * @throws Problem WrongCredentials, TooManyAttempts
   */
  async verified({ id, password, address, onKnown }: SignIn): Promise<Credentials> {
    const { staff, addresses, passwords, limit, clock } = this.deps;
    const mark = limit.markOf(address);
    limit.takeOfAddress(mark);
    const [known, isKnownAddress] = await Promise.all([staff.credentials(id), addresses.has(id, mark, clock())]);
    if (known !== undefined) onKnown(id);
    const attempt: Attempt = { account: id, address: mark, isKnownAddress, unlockedAt: known?.unlockedAt };
    limit.take(attempt);
    const fits = await passwords.fits(known?.passwordHash, password);
    if (!fits || known?.active !== true) throw new Problem('WrongCredentials');
    if (known.passwordUntil !== undefined && clock().toISOString() >= known.passwordUntil) throw passwordExpired();
    limit.succeeded(attempt);
    await addresses.add(id, mark, clock());
    return known;
  }

  /** Begins a session. */
  async start({ id, tokenVersion }: Pick<Credentials, 'id' | 'tokenVersion'>): Promise<IssuedToken> {
    const session = randomBytes(12).toString('base64url');
    const issued = await this.deps.tokens.issue({ id, session, tokenVersion });
    await this.deps.rows.start({
      ...{ id: session, staff: id, tokenVersion },
      ...{ startedAt: this.deps.clock().toISOString(), expiresAt: issued.expiresAt },
    });
    return issued;
  }

  /** What a token says, if it is one of ours that has not expired; the session may have ended. */
  async claimsOf(token: string): Promise<Claims | undefined> {
    return this.deps.tokens.read(token);
  }

  /**
   * The member of staff whose session this is.
   * @throws Problem NotSignedIn, PasswordMustChange
   */
  async memberOf(claims: Claims): Promise<StaffMember> {
    const { credentials, session } = await this.read(claims);
    const isGood =
      credentials?.active === true &&
      credentials.tokenVersion === claims.tokenVersion &&
      session?.staff === claims.id &&
      session.tokenVersion === claims.tokenVersion;
    if (!isGood) throw notSignedIn();
    this.requireOwnPassword(credentials);
    const { directory } = this.deps;
    // Somebody entered a moment ago is in the database but not yet in the directory's memory.
    if (directory.person(claims.id) === undefined) await directory.refresh();
    const member = directory.person(claims.id);
    if (member?.active !== true) throw notSignedIn();
    return member;
  }

  /** Whose session this is, if it is still good: for what goes on after it was asked. */
  async standing(session: string): Promise<StaffMember | undefined> {
    const row = await this.deps.rows.get(session).catch((error: unknown) => {
      if (storeFailureOf(error) === undefined) throw error;
      return this.lastRead.get(session)?.session;
    });
    if (row === undefined || row.expiresAt <= this.deps.clock().toISOString()) return undefined;
    try {
      return await this.memberOf({ id: row.staff, session, tokenVersion: row.tokenVersion });
    } catch (error) {
      if (error instanceof Problem) return undefined;
      throw error;
    }
  }

  /** Somebody's sessions that are good, the newest first. */
  async of(staff: string): Promise<Session[]> {
    const credentials = await this.deps.staff.credentials(staff);
    if (credentials === undefined) return [];
    const now = this.deps.clock().toISOString();
    const sessions = await this.deps.rows.of(staff, credentials.tokenVersion);
    return sessions.filter(({ expiresAt }) => expiresAt > now);
  }

  /** Ends one of somebody's sessions; answers false if they have none of this id. */
  async end(session: string, staff: string): Promise<boolean> {
    return this.deps.rows.end(session, staff);
  }

  private requireOwnPassword({ mustChange }: Credentials): void {
    if (mustChange !== undefined && this.isInForce(mustChange)) throw passwordMustChange(mustChange);
  }

  private isInForce(mustChange: MustChange): boolean {
    return mustChange === 'always' || this.deps.isExposed;
  }

  /**
   * Read anew for each request, so that a revocation counts at once. While the database is down, actions go on with what
   * was last read: a revocation is written there, so during an outage none can be missed.
   */
  private async read({ id, session }: Claims): Promise<Read> {
    const { staff, rows } = this.deps;
    try {
      const [credentials, row] = await Promise.all([staff.credentials(id), rows.get(session)]);
      const read = { credentials, session: row };
      if (credentials === undefined || row === undefined) this.lastRead.delete(session);
      else this.lastRead.set(session, read);
      return read;
    } catch (error) {
      const last = storeFailureOf(error) === undefined ? undefined : this.lastRead.get(session);
      if (last === undefined) throw error;
      return last;
    }
  }
}

interface Read {
  readonly credentials: Credentials | undefined;
  readonly session: Session | undefined;
}

/** No session, or one that is no longer good; says how to get one (RFC 6750). */
export function notSignedIn(): Problem {
  return new Problem('NotSignedIn', {
    wayOut: {
      zh: '请先 POST /api/v1/session 登录，并在 Authorization 头中带上令牌。',
      en: 'Sign in with POST /api/v1/session and send the token in the Authorization header.',
    },
    headers: { 'WWW-Authenticate': 'Bearer realm="redress"' },
  });
}

/** Told only to whoever knows the password, which is good for nothing any more. */
function passwordExpired(): Problem {
  return new Problem('WrongCredentials', {
    detail: both('一次性密码已过期。', 'This one-time password has expired.'),
    wayOut: both('请管理员重新设定。', 'Ask an administrator for a new one.'),
  });
}

function passwordMustChange(why: MustChange): Problem {
  return new Problem('PasswordMustChange', {
    detail:
      why === 'always'
        ? both(
            '此密码由他人设定，只能使用一次。',
            'Another person set this password. It is valid for one sign-in only.',
          )
        : both(
            '示例账号共用初始密码。接口已对外开放，须先修改密码。',
            'The sample accounts share their first password, and the API is reachable from other machines.',
          ),
    wayOut: both(
      '请 POST /api/v1/session/password，提供账号、现有密码和新密码。',
      'Change the password with POST /api/v1/session/password: give the account, this password and a new one.',
    ),
  });
}
