import { createHash } from 'node:crypto';
import type { Connection, Model } from 'mongoose';
import { DATE, insertOnce, modelOf, rowSchema, TEXT } from './model-of';

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
    const { who, key, no, fingerprint } = wanted;
    const _id = createHash('sha256')
      .update(JSON.stringify([who, key]))
      .digest('hex');
    if (await insertOnce(this.#rows, { _id, no, fingerprint, at: new Date() })) return { no, fingerprint, isNew: true };
    const stored = await this.#rows.findById(_id).lean();
    if (stored === null) throw new Error('The database refused an intake key but does not contain it');
    return { no: stored.no, fingerprint: stored.fingerprint, isNew: false };
  }

  /** The mark of what was registered under a number; undefined if it did not come by the API. Reads all rows. */
  async fingerprintOf(no: string): Promise<string | undefined> {
    return (await this.#rows.findOne({ no }, { fingerprint: 1 }).lean())?.fingerprint;
  }
}

interface IntakeKeyRow {
  _id: string;
  no: string;
  fingerprint: string;
  at: Date;
}

const intakeKeySchema = rowSchema<IntakeKeyRow>({ _id: TEXT, no: TEXT, fingerprint: TEXT, at: DATE });
