import type { Connection, Model } from 'mongoose';
import type { DeductionTerms } from '../domain/penalties/deduction';
import type { ProposedPenalty } from '../domain/penalties/penalty';
import { DATE, insertOnce, modelOf, rowSchema, TEXT } from './model-of';
import { declare } from './queries';

/** A penalty as decided, booked once under its key. */
export interface PenaltyEntry {
  key: string;
  no: string;
  /** `2026-07`, by the policy's time zone. */
  month: string;
  /** Whom it is on, how much and by which rule, as the case's event says it. */
  penalty: ProposedPenalty;
  /** How far the month's pay may be deducted from, by the policy; absent where it says nothing. */
  terms?: DeductionTerms;
  bookedAt: string;
}

/** Penalties decided and booked. Nothing here is ever changed or removed. */
export class PenaltyLedger {
  readonly #rows: Model<PenaltyRow>;

  constructor(connection: Connection) {
    this.#rows = modelOf(connection, 'penalties', penaltySchema);
  }

  /** Books a penalty, or answers what is booked under its key already. */
  async book(order: Omit<PenaltyEntry, 'bookedAt'>): Promise<{ entry: PenaltyEntry; isNew: boolean }> {
    const entry = { ...order, bookedAt: new Date().toISOString() };
    if (await this.restore(entry)) return { entry, isNew: true };
    const stored = await this.byKey(order.key);
    if (stored === undefined) throw new Error(`The ledger refused penalty ${order.key} but does not contain it`);
    return { entry: stored, isNew: false };
  }

  /** Puts an entry back as it was, and answers whether it did: one that is there stays. */
  restore({ key, no, month, penalty, terms, bookedAt }: PenaltyEntry): Promise<boolean> {
    return insertOnce(this.#rows, {
      ...{ _id: key, no, month, penalty: JSON.stringify(penalty), bookedAt: new Date(bookedAt) },
      ...(penalty.person === undefined ? {} : { person: penalty.person }),
      ...(terms === undefined ? {} : { terms: JSON.stringify(terms) }),
    });
  }

  async byKey(key: string): Promise<PenaltyEntry | undefined> {
    const row = await this.#rows.findById(key).lean();
    return row === null ? undefined : entryOf(row);
  }

  async ofCase(no: string): Promise<PenaltyEntry[]> {
    const rows = await this.#rows.find({ no }).sort({ _id: 1 }).lean();
    return rows.map(entryOf);
  }

  /** Everything booked up to and with a month, for one person or for all: some thousands a year, read as a whole. */
  async until(month: string, person?: string): Promise<PenaltyEntry[]> {
    const rows = await this.#rows
      .find({ month: { $lte: month }, ...(person === undefined ? {} : { person }) })
      .sort({ _id: 1 })
      .lean();
    return rows.map(entryOf);
  }
}

/** What only the ledger's reader needs is kept as JSON text. */
interface PenaltyRow {
  _id: string;
  no: string;
  month: string;
  person?: string;
  penalty: string;
  terms?: string;
  bookedAt: Date;
}

function entryOf(row: PenaltyRow): PenaltyEntry {
  return {
    key: row._id,
    no: row.no,
    month: row.month,
    penalty: JSON.parse(row.penalty) as ProposedPenalty,
    ...(row.terms === undefined ? {} : { terms: JSON.parse(row.terms) as DeductionTerms }),
    bookedAt: row.bookedAt.toISOString(),
  };
}

const declared = declare({
  collection: 'penalties',
  indexes: [{ keys: { no: 1, _id: 1 } }, { keys: { month: 1 } }, { keys: { person: 1, month: 1 } }],
  queries: [
    { name: 'of a case', equal: ['no'], sort: { _id: 1 } },
    { name: 'up to a month', range: 'month', sortsWhatItFinds: true },
    { name: 'of somebody up to a month', equal: ['person'], range: 'month', sortsWhatItFinds: true },
  ],
});
const penaltySchema = rowSchema<PenaltyRow>(
  {
    ...{ _id: TEXT, no: TEXT, month: TEXT, person: String, penalty: TEXT, terms: String, bookedAt: DATE },
  },
  declared,
);
