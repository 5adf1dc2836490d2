import type { Connection, Model } from 'mongoose';
import { FLAG, modelOf, NUMBER, partSchema, rowSchema, TEXT, TEXTS } from './model-of';

/** Somebody is away from `from` until before `to` (ISO instants); `substitute` (staff id) acts for them. */
export interface Absence {
  from: string;
  to: string;
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

/** What signing in needs to know. A token of another version than this is no longer good. */
export interface Credentials {
  id: string;
  /** Absent: this person can't sign in by password. */
  passwordHash?: string;
  tokenVersion: number;
  active: boolean;
}

/** The built-in accounts: who works here, in which roles. Hashes come in ready made; this room never sees a password. */
export class Staff {
  readonly #rows: Model<StaffRow>;

  constructor(connection: Connection) {
    this.#rows = modelOf(connection, 'staff', staffSchema);
  }

  /**
   * Enters somebody or changes what is known of them; their password stays. Taking away `active` ends their sessions.
   */
  async upsert(member: StaffMember): Promise<void> {
    const { id, phone, places = [], ...rest } = member;
    await this.#rows.updateOne(
      { _id: id },
      {
        $set: { ...rest, places, ...(phone === undefined ? {} : { phone }) },
        ...(phone === undefined ? { $unset: { phone: 1 } } : {}),
        ...(member.active ? { $setOnInsert: { tokenVersion: 1 } } : { $inc: { tokenVersion: 1 } }),
      },
      { upsert: true },
    );
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
    if (row === null) return undefined;
    const { passwordHash, tokenVersion, active } = row;
    return { id, tokenVersion, active, ...(passwordHash === undefined ? {} : { passwordHash }) };
  }

  /** Sets a new password hash and ends all sessions. Answers false for somebody unknown. */
  async setPassword(id: string, passwordHash: string): Promise<boolean> {
    return this.#change(id, { $set: { passwordHash }, $inc: { tokenVersion: 1 } });
  }

  /** Sets when somebody is away and who stands in. Answers false for somebody unknown. */
  async setAbsences(id: string, absences: Absence[]): Promise<boolean> {
    return this.#change(id, { $set: { absences } });
  }

  /** Ends all sessions of somebody. Answers false for somebody unknown. */
  async endSessions(id: string): Promise<boolean> {
    return this.#change(id, { $inc: { tokenVersion: 1 } });
  }

  async #change(id: string, update: Record<string, unknown>): Promise<boolean> {
    const { matchedCount } = await this.#rows.updateOne({ _id: id }, update);
    return matchedCount === 1;
  }
}

interface StaffRow extends Omit<StaffMember, 'id'> {
  _id: string;
  passwordHash?: string;
  tokenVersion: number;
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
    absences: row.absences.map(({ from, to, substitute }) => ({
      ...{ from, to },
      ...(substitute === undefined ? {} : { substitute }),
    })),
  };
}

const absenceSchema = partSchema<Absence>({ from: TEXT, to: TEXT, substitute: String });
const staffSchema = rowSchema<StaffRow>({
  ...{ _id: TEXT, name: TEXT, mail: TEXT, phone: String, roles: TEXTS, departments: TEXTS, places: TEXTS },
  ...{ passwordHash: String, active: FLAG, tokenVersion: NUMBER },
  absences: { type: [absenceSchema], required: true },
});
