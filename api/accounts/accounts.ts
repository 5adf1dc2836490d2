import { both } from '../../domain/values/text';
import type { Directory } from '../../models/directory';
import type { Absence, ChangeNote, Credentials, Staff, StaffEdit, StaffMember } from '../../models/staff';
import { invalid } from '../invalid';
import { Problem } from '../problem';
import { ADMINISTRATOR } from '../roles';
import { madePassword } from '../session/made-password';
import { checkNewPassword } from '../session/new-password';
import { hashPassword } from '../session/password';
import { endedAbsence, withAbsence } from './absences';
import type { AbsenceInput, AccountChange, NewAccount } from './account-schema';
import { checkPosts } from './posts';
import type { KnownPosts } from './posts';

export interface AccountsDeps {
  readonly staff: Pick<Staff, 'add' | 'edit' | 'all'>;
  readonly directory: Pick<Directory, 'refresh'>;
  readonly posts: () => Promise<KnownPosts>;
  readonly clock: () => Date;
}

/** Who changes an account: a member of staff, or whoever has the command line and with it the database. */
export interface By {
  /** Staff id, or `cli:<system account>`. */
  readonly id: string;
}

/** So long a password that somebody else made waits for its owner. */
const ONE_TIME_MS = 72 * 3_600_000;

/** A password that somebody else made: good for one sign-in within 72 hours, at which it has to be changed. */
export interface OneTimePassword {
  readonly oneTimePassword: string;
}

/** The accounts of staff and what may be done to them; each change is recorded with who did it. */
export class Accounts {
  constructor(private readonly deps: AccountsDeps) {}

  /**
   * Enters somebody new.
   * @throws Problem Invalid, IdTaken
   */
  async add(by: By, { id, ...input }: NewAccount): Promise<OneTimePassword> {
    const { phone, ...rest } = input;
    const member: StaffMember = {
      ...{ id, ...rest, active: true, absences: [] },
      ...(phone === undefined || phone === null ? {} : { phone }),
    };
    checkPosts(member, await this.deps.posts());
    const password = madePassword();
    if (
      !(await this.deps.staff.add(
        member,
        { passwordHash: await hashPassword(password), passwordUntil: this.until() },
        this.note(by, 'added'),
      ))
    )
      throw new Problem('IdTaken', {
        detail: both(
          `标识 ${id} 已被使用；离职者的标识不再分配。`,
          `The id ${id} is taken. Ids of former staff are never reused.`,
        ),
      });
    await this.deps.directory.refresh();
    return { oneTimePassword: password };
  }

  /**
   * Changes name, addresses, roles, departments or places; what is left out stays.
   * @throws Problem NotFound, Invalid, NotOneself, LastAdministrator
   */
  async change(by: By, id: string, input: AccountChange): Promise<StaffMember> {
    const posts = await this.deps.posts();
    const member = given(input);
    return this.keepingAnAdministrator(by, 'changed', id, (now) => {
      const isPost = input.roles !== undefined && !isSameSet(input.roles, now.roles);
      if (isPost && by.id === id) throw notOneself();
      const { phone: _, ...rest } = { ...now, ...member };
      checkPosts(rest, posts, now);
      return { member };
    });
  }

  /**
   * Somebody has left: their sessions end at once, their name stays in the files.
   * @throws Problem NotFound, NotOneself, LastAdministrator
   */
  async retire(by: By, id: string): Promise<StaffMember> {
    return this.keepingAnAdministrator(by, 'retired', id, () => {
      if (by.id === id) throw notOneself();
      return { member: { active: false }, password: { hash: null }, endsSessions: true };
    });
  }

  /**
   * Somebody who had left is back, with a new password.
   * @throws Problem NotFound, AlreadySo
   */
  async reinstate(by: By, id: string): Promise<OneTimePassword> {
    return this.withNewPassword(by, 'reinstated', id, (now) => {
      if (now.active) throw new Problem('AlreadySo', { detail: both('此人在职。', 'This person is active.') });
      return { member: { active: true } };
    });
  }

  /**
   * Gives somebody another password and ends their sessions; they have to change it at their next sign-in.
   * @throws Problem NotFound, NotOneself
   */
  async resetPassword(by: By, id: string): Promise<OneTimePassword> {
    return this.withNewPassword(by, 'passwordReset', id, (now) => {
      if (by.id === id) throw notOneself();
      requireActive(now);
      return { unlockedAt: this.deps.clock().toISOString() };
    });
  }

  /**
   * Wrong guesses at the password until now no longer count.
   * @throws Problem NotFound
   */
  async unlock(by: By, id: string): Promise<StaffMember> {
    return this.edit(by, 'unlocked', id, () => ({ unlockedAt: this.deps.clock().toISOString() }));
  }

  /**
   * Ends all sessions of somebody.
   * @throws Problem NotFound
   */
  async endSessions(by: By, id: string): Promise<StaffMember> {
    return this.edit(by, 'sessionsEnded', id, () => ({ endsSessions: true }));
  }

  /**
   * One's own new password, the old one having been verified. Ends all sessions.
   * @throws Problem Invalid (field `newPassword`), WrongCredentials if somebody else changed it meanwhile
   */
  async changePassword(verified: Credentials, old: string, password: string): Promise<void> {
    const { id, passwordHash } = verified;
    await checkNewPassword(password, { id, old });
    const hash = await hashPassword(password);
    await this.edit({ id }, 'passwordChanged', id, (now, credentials) => {
      if (!now.active || credentials.passwordHash !== passwordHash) throw new Problem('WrongCredentials');
      return { password: { hash } };
    });
  }

  /**
   * Somebody will be away; whoever stands in acts for them then.
   * @throws Problem NotFound, Invalid, InThePast
   */
  async addAbsence(by: By, id: string, input: AbsenceInput): Promise<StaffMember> {
    const all = new Map((await this.deps.staff.all()).map((member) => [member.id, member]));
    const now = this.deps.clock().toISOString();
    const absence: Absence = given(input);
    return this.edit(by, 'absenceAdded', id, (person) => {
      requireActive(person);
      return { member: { absences: withAbsence(absence, { person, all, now, isOwn: by.id === id }) } };
    });
  }

  /**
   * Somebody is not away after all, or back earlier. What is past stays as it was.
   * @throws Problem NotFound, InThePast
   */
  async endAbsence(by: By, id: string, from: string): Promise<StaffMember> {
    const now = this.deps.clock().toISOString();
    return this.edit(by, 'absenceEnded', id, (person) => ({
      member: { absences: endedAbsence(from, { person, now }) },
    }));
  }

  private async withNewPassword(
    by: By,
    what: string,
    id: string,
    edit: (now: StaffMember) => StaffEdit,
  ): Promise<OneTimePassword> {
    const password = madePassword();
    const hash = await hashPassword(password);
    await this.edit(by, what, id, (now) => ({
      ...edit(now),
      password: { hash, mustChange: 'always', until: this.until() },
    }));
    return { oneTimePassword: password };
  }

  /** An edit after which somebody active is still administrator. Two at once that take the last two both fail. */
  private async keepingAnAdministrator(
    by: By,
    what: string,
    id: string,
    edit: (now: StaffMember, credentials: Credentials) => StaffEdit,
  ): Promise<StaffMember> {
    const { staff } = this.deps;
    const others = (await staff.all()).filter((one) => one.id !== id && isActiveAdministrator(one));
    const before: { member?: StaffMember; credentials?: Credentials } = {};
    const changed = await this.edit(by, what, id, (now, credentials) => {
      const changes = edit(now, credentials);
      const isTaken = isActiveAdministrator(now) && !isActiveAdministrator({ ...now, ...asMember(changes) });
      if (isTaken && others.length === 0) throw lastAdministrator();
      if (isTaken) Object.assign(before, { member: now, credentials });
      return changes;
    });
    if (before.member === undefined || (await staff.all()).some(isActiveAdministrator)) return changed;
    const { member, credentials } = before;
    const { active, roles } = member;
    const { passwordHash: hash, mustChange, passwordUntil: until } = credentials ?? {};
    await this.edit(by, 'takenBack', id, () => ({
      member: { active, roles },
      ...(hash === undefined
        ? {}
        : {
            password: {
              hash,
              ...(mustChange === undefined ? {} : { mustChange }),
              ...(until === undefined ? {} : { until }),
            },
          }),
    }));
    throw lastAdministrator();
  }

  private async edit(
    by: By,
    what: string,
    id: string,
    edit: (now: StaffMember, credentials: Credentials) => StaffEdit,
  ): Promise<StaffMember> {
    const changed = await this.deps.staff.edit(id, this.note(by, what), edit);
    if (changed === undefined) throw noSuchAccount();
    await this.deps.directory.refresh();
    return changed;
  }

  private until(): string {
    return new Date(this.deps.clock().getTime() + ONE_TIME_MS).toISOString();
  }

  private note(by: By, what: string): ChangeNote {
    return { at: this.deps.clock().toISOString(), by: by.id, what };
  }
}

/** No account of this id. */
export function noSuchAccount(): Problem {
  return new Problem('NotFound', { detail: both('没有此账号。', 'There is no such account.') });
}

function notOneself(): Problem {
  return new Problem('NotOneself', {
    detail: both(
      '本人的角色、离职和密码重置须由另一位管理员办理。',
      'Another administrator must change your roles, retire your account or reset your password.',
    ),
    wayOut: both(
      '自己的密码可用 POST /api/v1/session/password 修改。',
      'To change your own password, use POST /api/v1/session/password.',
    ),
  });
}

function lastAdministrator(): Problem {
  return new Problem('LastAdministrator', {
    wayOut: both('请先增加另一位管理员。', 'Add another administrator first.'),
  });
}

function requireActive({ active }: StaffMember): void {
  if (!active) throw invalid([{ field: 'id', code: 'left', message: both('此人已离职。', 'This person has left.') }]);
}

function isActiveAdministrator({ active, roles }: Pick<StaffMember, 'active' | 'roles'>): boolean {
  return active && roles.includes(ADMINISTRATOR);
}

function asMember({ member = {} }: StaffEdit): Partial<Pick<StaffMember, 'active' | 'roles'>> {
  const { active, roles } = member;
  return { ...(active === undefined ? {} : { active }), ...(roles === undefined ? {} : { roles }) };
}

function isSameSet(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((one) => b.includes(one));
}

/** What was said; a field left out stands in a parsed body as undefined, and in an account not at all. */
function given<T extends object>(value: T): Given<T> {
  return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as Given<T>;
}

type Given<T> = { [K in keyof T]: Exclude<T[K], undefined> };
