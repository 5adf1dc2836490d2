import type { Connection, Model } from 'mongoose';
import { DATE, modelOf, NUMBER, rowSchema, TEXT } from './model-of';
import { declare } from './queries';

/** Somebody signed in once and has not signed out. */
export interface Session {
  id: string;
  /** Staff id. */
  staff: string;
  /** The generation of their sessions; one of an earlier generation is over. */
  tokenVersion: number;
  /** ISO instants. */
  startedAt: string;
  expiresAt: string;
}

/** Sessions by id. Ending one deletes it; ending all of somebody's is a new generation (`Staff`). */
export class SessionRows {
  readonly #rows: Model<SessionRow>;

  constructor(connection: Connection) {
    this.#rows = modelOf(connection, 'sessions', sessionSchema);
  }

  /** Adds a session, and forgets those of the same person that have expired. */
  async start({ id, startedAt, expiresAt, ...rest }: Session): Promise<void> {
    await this.#rows.collection.insertOne({
      ...{ _id: id, startedAt: new Date(startedAt), expiresAt: new Date(expiresAt) },
      ...rest,
    } as never);
    await this.#rows.deleteMany({ staff: rest.staff, expiresAt: { $lt: new Date(startedAt) } });
  }

  async get(id: string): Promise<Session | undefined> {
    const row = await this.#rows.findById(id).lean();
    return row === null ? undefined : sessionOf(row);
  }

  /** Somebody's sessions of a generation, the newest first, also those that have expired. */
  async of(staff: string, tokenVersion: number): Promise<Session[]> {
    const rows = await this.#rows.find({ staff, tokenVersion }).sort({ startedAt: -1 }).lean();
    return rows.map(sessionOf);
  }

  /** Ends somebody's session; answers false if they have none of this id. */
  async end(id: string, staff: string): Promise<boolean> {
    const { deletedCount } = await this.#rows.deleteOne({ _id: id, staff });
    return deletedCount === 1;
  }
}

interface SessionRow extends Omit<Session, 'id' | 'startedAt' | 'expiresAt'> {
  _id: string;
  startedAt: Date;
  expiresAt: Date;
}

function sessionOf({ _id: id, startedAt, expiresAt, staff, tokenVersion }: SessionRow): Session {
  return { id, staff, tokenVersion, startedAt: startedAt.toISOString(), expiresAt: expiresAt.toISOString() };
}

const declared = declare({
  collection: 'sessions',
  indexes: [{ keys: { staff: 1, tokenVersion: 1, startedAt: -1 } }, { keys: { staff: 1, expiresAt: 1 } }],
  queries: [
    { name: 'open ones of somebody', equal: ['staff', 'tokenVersion'], sort: { startedAt: -1 } },
    { name: 'over ones of somebody', equal: ['staff'], range: 'expiresAt' },
  ],
});
const sessionSchema = rowSchema<SessionRow>(
  {
    ...{ _id: TEXT, staff: TEXT, tokenVersion: NUMBER, startedAt: DATE, expiresAt: DATE },
  },
  declared,
);
