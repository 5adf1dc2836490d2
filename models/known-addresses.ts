import type { Connection, Model } from 'mongoose';
import { DATE, modelOf, rowSchema, TEXT } from './model-of';

const REMEMBERED_MS = 180 * 24 * 3_600_000;

/**
 * From where somebody has signed in within half a year, so that guesses from elsewhere don't keep them out. Addresses come
 * in as keyed hashes; none can be read from here.
 */
export class KnownAddresses {
  readonly #rows: Model<AddressRow>;

  constructor(connection: Connection) {
    this.#rows = modelOf(connection, 'knownAddresses', addressSchema);
  }

  async has(staff: string, address: string, now: Date): Promise<boolean> {
    const row = await this.#rows.findById(`${staff}/${address}`).lean();
    return row !== null && now.getTime() - row.at.getTime() < REMEMBERED_MS;
  }

  async add(staff: string, address: string, at: Date): Promise<void> {
    await this.#rows.updateOne({ _id: `${staff}/${address}` }, { $set: { at } }, { upsert: true });
  }
}

interface AddressRow {
  /** `<staff id>/<hash of the address>`. */
  _id: string;
  at: Date;
}

const addressSchema = rowSchema<AddressRow>({ _id: TEXT, at: DATE });
