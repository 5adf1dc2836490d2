import type { Connection, Model } from 'mongoose';
import type { Sealed } from '../domain/values/sealed';
import { DATE, modelOf, rowSchema, TEXT } from './model-of';
import { declare } from './queries';

/** What somebody is paid for a month, sealed under the key of that month's pay (`payKeyOf`), not of a case. */
export interface PayBase {
  month: string;
  person: string;
  sealed: Sealed;
  importedBy: string;
  /** The colleague in whose place they did. */
  importedFor?: string;
  importedAt: string;
}

/** Name of the key that seals everything about the pay of a month. Destroying it erases that, and nothing of a case. */
export function payKeyOf(month: string): string {
  return `pay-${month}`;
}

/** Pay by month and person. A new import replaces a row; whether it may is for the caller to know. */
export class PayBases {
  readonly #rows: Model<PayRow>;

  constructor(connection: Connection) {
    this.#rows = modelOf(connection, 'payBases', paySchema);
  }

  async put({ importedFor, importedAt, ...rest }: PayBase): Promise<void> {
    const colleague = importedFor === undefined ? { $unset: { importedFor: 1 } } : {};
    const row = { ...rest, importedAt: new Date(importedAt), ...(importedFor === undefined ? {} : { importedFor }) };
    await this.#rows.updateOne({ _id: `${rest.month}/${rest.person}` }, { $set: row, ...colleague }, { upsert: true });
  }

  /** Of these months, for one person or for all. */
  async of(months: readonly string[], person?: string): Promise<PayBase[]> {
    const rows = await this.#rows
      .find({ month: { $in: [...months] }, ...(person === undefined ? {} : { person }) })
      .sort({ _id: 1 })
      .lean();
    return rows.map((row) => ({
      ...{ month: row.month, person: row.person, sealed: row.sealed, importedBy: row.importedBy },
      ...(row.importedFor === undefined ? {} : { importedFor: row.importedFor }),
      importedAt: row.importedAt.toISOString(),
    }));
  }
}

interface PayRow extends Omit<PayBase, 'importedAt' | 'sealed'> {
  _id: string;
  sealed: string;
  importedAt: Date;
}

const declared = declare({
  collection: 'payBases',
  indexes: [{ keys: { month: 1, person: 1 } }],
  queries: [
    { name: 'of months', equal: ['month'] },
    { name: 'of somebody in months', equal: ['month', 'person'] },
  ],
});
const paySchema = rowSchema<PayRow>(
  {
    ...{ _id: TEXT, month: TEXT, person: TEXT, sealed: TEXT, importedBy: TEXT, importedFor: String, importedAt: DATE },
  },
  declared,
);
