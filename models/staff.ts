import { Schema } from 'mongoose';
import type { Connection, Model } from 'mongoose';
import { AccessRecord, keyed } from './access-record';
import type { AccessEntry, KeyedEntry } from './access-record';
import { NOBODY_IS_TOLD } from './note-work';
import type { NoteWork } from './note-work';
import { FLAG, insertOnce, modelOf, NUMBER, partSchema, rowSchema, TEXT, TEXTS } from './model-of';

/**
 * Somebody is away from `from` until before `to` (ISO instants); `substitute` (staff id) acts for them. It counts at
 * instants from `enteredAt` on, so that nothing is excused by what is said afterwards; without it, at all of them.
 */
export interface Absence {
  from: string;
  to: string;
  enteredAt?: string;
  substitute?: string;
}

/** A member of staff as everybody may know them. */
export interface StaffMember {
  id: string;
  name: string;
  mail: string;
  phone?: string;
  roles: string[];
  departments: string[];
  /** Units at which these roles are held; each counts for everything below it. In an organisation without places, none. */
  places?: string[];
  /** Who has left holds no role and can't sign in, but their name stays in the files. */
  active: boolean;
  absences: Absence[];
}

/**
 * When a password has to be changed before anything else: `always`, because somebody else made it and knows it; or
 * `exposed`, because all sample accounts share it, which does while only this machine reaches the API.
 */
export type MustChange = 'always' | 'exposed';

/** What signing in needs to know. A session of another generation than this is over. */
export interface Credentials {
  id: string;
  /** Absent: this person can't sign in by password. */
  passwordHash?: string;
  tokenVersion: number;
  active: boolean;
  mustChange?: MustChange;
  /** ISO instant from which a password that somebody else made lets nobody in, not to change it either. */
  passwordUntil?: string;
  /** ISO instant; guesses at the password before it no longer count. */
  unlockedAt?: string;
}

/** What is changed of somebody, all at once; what is left out stays. */
export interface StaffEdit {
  member?: Partial<Omit<StaffMember, 'id' | 'phone'>> & { phone?: string | null };
  /** A new password; null takes it away. Without `mustChange` it is theirs to keep. */
  password?: { hash: string | null; mustChange?: MustChange; until?: string };
  unlockedAt?: string;
  endsSessions?: boolean;
}

/** Who changes an account, when, and what the access record calls it. */
export interface ChangeNote {
  at: string;
  by: string;
  what: string;
}

/** The built-in accounts: who works here, in which roles. Hashes come in ready made; this room never sees a password. */
export class Staff {
  readonly #rows: Model<StaffRow>;
  readonly #record: AccessRecord;

  /** @param note told when an entry of the record could not be moved there yet */
  constructor(
    connection: Connection,
    private readonly note: NoteWork = NOBODY_IS_TOLD,
  ) {
    this.#rows = modelOf(connection, 'staff', staffSchema);
    this.#record = new AccessRecord(connection);
  }

  /**
   * Enters somebody or changes what is known of them; their password stays. Taking away `active` ends their sessions.
   * For samples and tests: nothing of it is recorded, as it is by `add` and `edit`.
   */
  async upsert(member: StaffMember): Promise<void> {
    const { id, phone, places = [], ...rest } = member;
    await this.#rows.updateOne(
      { _id: id },
      {
        $set: { ...rest, places, ...(phone === undefined ? {} : { phone }) },
        ...(phone === undefined ? { $unset: { phone: 1 } } : {}),
        ...(member.active
          ? { $setOnInsert: { tokenVersion: 1 }, $inc: { rev: 1 } }
          : { $inc: { tokenVersion: 1, rev: 1 } }),
      },
      { upsert: true },
    );
  }

  /** Enters somebody new, with a password that they have to change. Answers false if the id is taken. */
  async add(
    member: StaffMember,
    { passwordHash, passwordUntil }: Required<Pick<Credentials, 'passwordHash' | 'passwordUntil'>>,
    note: ChangeNote,
  ): Promise<boolean> {
    const { id, places = [], ...rest } = member;
    const change = changeOf(id, note, undefined, { ...rest, places });
    const isNew = await insertOnce(this.#rows, {
      ...{ _id: id, ...rest, places, passwordHash, passwordUntil, mustChange: 'always', tokenVersion: 1, rev: 1 },
      unrecorded: [change],
    });
    if (isNew) await this.#settleNowOrLater(id, change);
    return isNew;
  }

  /**
   * Changes somebody and records it, with what was there before: the entry stands in the same write as the change, and is
   * moved into the access record from there, so that neither is without the other.
   *
   * @param edit says what to change, given how they are; it is asked again if somebody else was faster, and may throw
   * @returns how they are now; undefined for somebody unknown
   */
  async edit(
    id: string,
    note: ChangeNote,
    edit: (member: StaffMember, credentials: Credentials) => StaffEdit,
  ): Promise<StaffMember | undefined> {
    for (;;) {
      const row = await this.#rows.findById(id).lean();
      if (row === null) return undefined;
      const { member = {}, password, unlockedAt, endsSessions = false } = edit(memberOf(row), credentialsOf(row));
      const { phone, ...fields } = member;
      const set = {
        ...fields,
        ...(typeof phone === 'string' ? { phone } : {}),
        ...(typeof password?.hash === 'string' ? { passwordHash: password.hash } : {}),
        ...(password?.mustChange === undefined ? {} : { mustChange: password.mustChange }),
        ...(password?.until === undefined ? {} : { passwordUntil: password.until }),
        ...(unlockedAt === undefined ? {} : { unlockedAt }),
      };
      const unset = {
        ...(phone === null ? { phone: 1 } : {}),
        ...(password?.hash === null ? { passwordHash: 1 } : {}),
        ...(password !== undefined && password.mustChange === undefined ? { mustChange: 1 } : {}),
        ...(password !== undefined && password.until === undefined ? { passwordUntil: 1 } : {}),
      };
      const change = changeOf(id, note, partOf(memberOf(row), Object.keys(member)), member);
      const { matchedCount } = await this.#rows.updateOne(
        { _id: id, rev: row.rev },
        {
          ...(Object.keys(set).length === 0 ? {} : { $set: set }),
          ...(Object.keys(unset).length === 0 ? {} : { $unset: unset }),
          $inc: { rev: 1, ...(endsSessions || password !== undefined ? { tokenVersion: 1 } : {}) },
          $push: { unrecorded: change },
        },
      );
      if (matchedCount === 0) continue;
      await this.#settleNowOrLater(id, change);
      return this.byId(id);
    }
  }

  /** Moves changes into the access record whose process ended before it did so. */
  async settle(): Promise<void> {
    const rows = await this.#rows.find({ 'unrecorded.0': { $exists: true } }, { unrecorded: 1 }).lean();
    for (const { _id, unrecorded = [] } of rows) await this.#settle(_id, unrecorded);
  }

  async byId(id: string): Promise<StaffMember | undefined> {
    const row = await this.#rows.findById(id).lean();
    return row === null ? undefined : memberOf(row);
  }

  /** Everybody, those who have left too, by id. */
  async all(): Promise<StaffMember[]> {
    const rows = await this.#rows.find().sort({ _id: 1 }).lean();
    return rows.map(memberOf);
  }

  async credentials(id: string): Promise<Credentials | undefined> {
    const row = await this.#rows.findById(id).lean();
    return row === null ? undefined : credentialsOf(row);
  }

  /** Sets a new password hash and ends all sessions. Answers false for somebody unknown. For samples and tests. */
  async setPassword(id: string, passwordHash: string, mustChange?: MustChange): Promise<boolean> {
    return this.#change(id, {
      $set: { passwordHash, ...(mustChange === undefined ? {} : { mustChange }) },
      $unset: { passwordUntil: 1, ...(mustChange === undefined ? { mustChange: 1 } : {}) },
      $inc: { tokenVersion: 1, rev: 1 },
    });
  }

  /** Whether a password that stays has to be changed. Answers false for somebody unknown. For samples. */
  async setMustChange(id: string, mustChange: MustChange | undefined): Promise<boolean> {
    const change = mustChange === undefined ? { $unset: { mustChange: 1 } } : { $set: { mustChange } };
    return this.#change(id, { ...change, $inc: { rev: 1 } });
  }

  /** Sets when somebody is away and who stands in. Answers false for somebody unknown. For tests. */
  async setAbsences(id: string, absences: Absence[]): Promise<boolean> {
    return this.#change(id, { $set: { absences }, $inc: { rev: 1 } });
  }

  /** Ends all sessions of somebody. Answers false for somebody unknown. For tests. */
  async endSessions(id: string): Promise<boolean> {
    return this.#change(id, { $inc: { tokenVersion: 1, rev: 1 } });
  }

  async #change(id: string, update: Record<string, unknown>): Promise<boolean> {
    const { matchedCount } = await this.#rows.updateOne({ _id: id }, update);
    return matchedCount === 1;
  }

  /** The change is made and its entry kept with it: that moving the entry fails now is no failure of the change. */
  async #settleNowOrLater(id: string, change: KeyedEntry): Promise<void> {
    try {
      await this.#settle(id, [change]);
      this.note('accountChanges');
    } catch (error) {
      this.note('accountChanges', error);
    }
  }

  async #settle(id: string, changes: readonly KeyedEntry[]): Promise<void> {
    for (const change of changes) {
      await this.#record.keep(change);
      await this.#rows.updateOne({ _id: id }, { $pull: { unrecorded: { id: change.id } } });
    }
  }
}

function changeOf(
  whom: string,
  { at, by, what }: ChangeNote,
  before: Record<string, unknown> | undefined,
  after: Record<string, unknown>,
): KeyedEntry {
  const entry: AccessEntry = { at, kind: 'accountChanged', account: by, what, whom };
  const fields = Object.keys(after).length === 0 ? {} : { ...(before === undefined ? {} : { before }), after };
  return keyed({ ...entry, ...fields });
}

function partOf(member: StaffMember, fields: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(member).filter(([name]) => fields.includes(name)));
}

interface StaffRow extends Omit<StaffMember, 'id'> {
  _id: string;
  passwordHash?: string;
  tokenVersion: number;
  mustChange?: string;
  passwordUntil?: string;
  unlockedAt?: string;
  /** Counts the writes to this row; each edit says on which it builds. */
  rev: number;
  /** Changes that are not in the access record yet. */
  unrecorded?: KeyedEntry[];
}

function credentialsOf(row: StaffRow): Credentials {
  const { _id: id, passwordHash, tokenVersion, active, mustChange, passwordUntil, unlockedAt } = row;
  return {
    ...{ id, tokenVersion, active },
    ...(passwordHash === undefined ? {} : { passwordHash }),
    ...(mustChange === undefined ? {} : { mustChange: mustChange as MustChange }),
    ...(passwordUntil === undefined ? {} : { passwordUntil }),
    ...(unlockedAt === undefined ? {} : { unlockedAt }),
  };
}

function memberOf(row: StaffRow): StaffMember {
  return {
    id: row._id,
    name: row.name,
    mail: row.mail,
    ...(row.phone === undefined ? {} : { phone: row.phone }),
    roles: row.roles,
    departments: row.departments,
    places: row.places ?? [],
    active: row.active,
    absences: row.absences.map(({ from, to, enteredAt, substitute }) => ({
      ...{ from, to },
      ...(enteredAt === undefined ? {} : { enteredAt }),
      ...(substitute === undefined ? {} : { substitute }),
    })),
  };
}

const absenceSchema = partSchema<Absence>({ from: TEXT, to: TEXT, enteredAt: String, substitute: String });
const staffSchema = rowSchema<StaffRow>({
  ...{ _id: TEXT, name: TEXT, mail: TEXT, phone: String, roles: TEXTS, departments: TEXTS, places: TEXTS },
  ...{
    passwordHash: String,
    active: FLAG,
    tokenVersion: NUMBER,
    mustChange: String,
    passwordUntil: String,
    unlockedAt: String,
  },
  ...{ rev: NUMBER, unrecorded: [Schema.Types.Mixed] },
  absences: { type: [absenceSchema], required: true },
});
