import type { Connection, Model } from 'mongoose';
import type { DeductionTerms } from '../domain/deduction';
import type { ProposedPenalty } from '../domain/penalty';
import { DATE, insertOnce, modelOf, rowSchema, TEXT } from './model-of';

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
    const { key, no, month, penalty, terms } = order;
    const row: PenaltyRow = {
      ...{ _id: key, no, month, penalty: JSON.stringify(penalty), bookedAt: new Date() },
      ...(penalty.person === undefined ? {} : { person: penalty.person }),
      ...(terms === undefined ? {} : { terms: JSON.stringify(terms) }),
    };
    if (await insertOnce(this.#rows, row)) return { entry: entryOf(row), isNew: true };
    const stored = await this.#rows.findById(key).lean();
    if (stored === null) throw new Error(`The ledger refused penalty ${key} but does not contain it`);
    return { entry: entryOf(stored), isNew: false };
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

  async ensureIndexes(): Promise<void> {
    await this.#rows.ensureIndexes();
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

const penaltySchema = rowSchema<PenaltyRow>({
  ...{ _id: TEXT, no: TEXT, month: TEXT, person: String, penalty: TEXT, terms: String, bookedAt: DATE },
});
penaltySchema.index({ no: 1 });
penaltySchema.index({ month: 1 });
penaltySchema.index({ person: 1, month: 1 });
