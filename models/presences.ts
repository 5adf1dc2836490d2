import type { Connection, Model } from 'mongoose';
import { DATE, FLAG, modelOf, rowSchema, TEXT } from './model-of';

/** Somebody who has a file open just now. */
export interface Presence {
  no: string;
  /** Staff id. */
  staff: string;
  typing: boolean;
}

/** Who has which file open: said again and again while it is so, and forgotten when it isn't. */
export class Presences {
  readonly #rows: Model<PresenceRow>;

  constructor(connection: Connection) {
    this.#rows = modelOf(connection, 'presences', presencesSchema);
  }

  /** Somebody is there until an instant, or says it again before; forgets whoever has not. */
  async note({ no, staff, typing }: Presence, now: Date, until: Date): Promise<void> {
    await this.#rows.replaceOne({ _id: `${staff}/${no}` }, { no, staff, typing, until }, { upsert: true });
    await this.#rows.deleteMany({ until: { $lte: now } });
  }

  async leave(no: string, staff: string): Promise<void> {
    await this.#rows.deleteOne({ _id: `${staff}/${no}` });
  }

  /** Everybody who is there, by file and name. */
  async all(now: Date): Promise<Presence[]> {
    const rows = await this.#rows.find({ until: { $gt: now } }).lean();
    return rows.sort((a, b) => (a._id < b._id ? -1 : 1)).map(({ no, staff, typing }) => ({ no, staff, typing }));
  }
}

interface PresenceRow extends Presence {
  /** `<staff id>/<number>`. */
  _id: string;
  until: Date;
}

const presencesSchema = rowSchema<PresenceRow>({ _id: TEXT, no: TEXT, staff: TEXT, typing: FLAG, until: DATE });
