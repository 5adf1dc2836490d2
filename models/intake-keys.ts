import { createHash } from 'node:crypto';
import type { Connection, Model } from 'mongoose';
import { DATE, insertOnce, modelOf, rowSchema, TEXT } from './model-of';
import { declare } from './queries';

/** The registration that an idempotency key stands for. */
export interface IntakeClaim {
  no: string;
  /** Of the body that came first with this key; another one under the same key is to be refused. */
  fingerprint: string;
  isNew: boolean;
}

/** Idempotency keys of registrations: a repeated `POST /complaints` gets the number it got the first time. */
export class IntakeKeys {
  readonly #rows: Model<IntakeKeyRow>;

  constructor(connection: Connection) {
    this.#rows = modelOf(connection, 'intakeKeys', intakeKeySchema);
  }

  /**
   * Gives a key its number, or answers the number it has. Of many claims at once all get the same number. Keys belong to
   * whoever sends them (`who`), so that nobody meets another's.
   */
  async claim(wanted: { who: string; key: string; no: string; fingerprint: string }): Promise<IntakeClaim> {
    const { no, fingerprint } = wanted;
    if (await insertOnce(this.#rows, { _id: idOf(wanted), no, fingerprint, at: new Date() }))
      return { no, fingerprint, isNew: true };
    const stored = await this.find(wanted);
    if (stored === undefined) throw new Error('The database refused an intake key but does not contain it');
    return { ...stored, isNew: false };
  }

  /** For what a key stands; undefined if nobody has claimed it. */
  async find(owned: { who: string; key: string }): Promise<Omit<IntakeClaim, 'isNew'> | undefined> {
    const row = await this.#rows.findById(idOf(owned)).lean();
    return row === null ? undefined : { no: row.no, fingerprint: row.fingerprint };
  }

  /** The mark of what was registered under a number; undefined if it did not come by the API. */
  async fingerprintOf(no: string): Promise<string | undefined> {
    return (await this.#rows.findOne({ no }, { fingerprint: 1 }).lean())?.fingerprint;
  }
}

function idOf({ who, key }: { who: string; key: string }): string {
  return createHash('sha256')
    .update(JSON.stringify([who, key]))
    .digest('hex');
}

interface IntakeKeyRow {
  _id: string;
  no: string;
  fingerprint: string;
  at: Date;
}

const declared = declare({
  collection: 'intakeKeys',
  indexes: [{ keys: { no: 1 } }],
  queries: [{ name: 'of a number', equal: ['no'] }],
});
const intakeKeySchema = rowSchema<IntakeKeyRow>({ _id: TEXT, no: TEXT, fingerprint: TEXT, at: DATE }, declared);
