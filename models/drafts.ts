import type { Connection, Model } from 'mongoose';
import type { Sealed } from '../domain/values/sealed';
import { DATE, modelOf, rowSchema, TEXT } from './model-of';
import { declare } from './queries';

/** What somebody has typed and not sent, sealed under their own key. */
export interface KeptDraft {
  /** By which its owner finds it again. */
  key: string;
  sealed: Sealed;
  /** ISO instants; once it has expired, nobody finds it. */
  savedAt: string;
  expiresAt: string;
}

/** Drafts by their owner. Each is found by its owner alone, and is gone when it expires. */
export class Drafts {
  readonly #rows: Model<DraftRow>;

  constructor(connection: Connection) {
    this.#rows = modelOf(connection, 'drafts', draftsSchema);
  }

  /** Puts a draft in the place of the one before, and forgets whatever has expired, whoever's it was. */
  async put(staff: string, { key, sealed, savedAt, expiresAt }: KeptDraft): Promise<void> {
    const row = { staff, key, sealed, savedAt: new Date(savedAt), expiresAt: new Date(expiresAt) };
    await this.#rows.replaceOne({ _id: idOf(staff, key) }, row, { upsert: true });
    await this.#rows.deleteMany({ expiresAt: { $lte: row.savedAt } });
  }

  async get(staff: string, key: string, now: string): Promise<KeptDraft | undefined> {
    const row = await this.#rows.findById(idOf(staff, key)).lean();
    return row === null || row.expiresAt <= new Date(now) ? undefined : draftOf(row);
  }

  /** Somebody's drafts, the newest first. */
  async of(staff: string, now: string): Promise<KeptDraft[]> {
    const rows = await this.#rows
      .find({ staff, expiresAt: { $gt: new Date(now) } })
      .sort({ savedAt: -1, _id: 1 })
      .lean();
    return rows.map(draftOf);
  }

  /** The keys of somebody's drafts. */
  async keysOf(staff: string, now: string): Promise<string[]> {
    const rows = await this.#rows.find({ staff, expiresAt: { $gt: new Date(now) } }, { key: 1 }).lean();
    return rows.map(({ key }) => key);
  }

  /** Drops a draft; that it is not there is as good. */
  async drop(staff: string, key: string): Promise<void> {
    await this.#rows.deleteOne({ _id: idOf(staff, key) });
  }
}

/** No staff id has a slash. */
function idOf(staff: string, key: string): string {
  return `${staff}/${key}`;
}

function draftOf({ key, sealed, savedAt, expiresAt }: DraftRow): KeptDraft {
  return { key, sealed, savedAt: savedAt.toISOString(), expiresAt: expiresAt.toISOString() };
}

interface DraftRow extends Omit<KeptDraft, 'savedAt' | 'expiresAt'> {
  /** `<staff id>/<key>`. */
  _id: string;
  staff: string;
  savedAt: Date;
  expiresAt: Date;
}

const declared = declare({
  collection: 'drafts',
  indexes: [{ keys: { staff: 1, expiresAt: 1 } }, { keys: { expiresAt: 1 } }],
  queries: [
    // Nobody has more than some dozens.
    {
      name: 'of somebody',
      equal: ['staff'],
      range: 'expiresAt',
      sort: { savedAt: -1, _id: 1 },
      sortsWhatItFinds: true,
    },
    { name: 'expired', range: 'expiresAt' },
  ],
});
const draftsSchema = rowSchema<DraftRow>(
  { _id: TEXT, staff: TEXT, key: TEXT, sealed: TEXT, savedAt: DATE, expiresAt: DATE },
  declared,
);
