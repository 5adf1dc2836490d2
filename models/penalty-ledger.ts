import type { Connection, Model } from 'mongoose';
import { DATE, insertOnce, modelOf, rowSchema, TEXT } from './model-of';

/** A penalty as decided, booked once under its key. */
export interface PenaltyEntry {
  key: string;
  no: string;
  /** Whom it is on, how much and by which rule, as the case's event says it. */
  penalty: Record<string, unknown>;
  bookedAt: string;
}

/** Penalties decided and booked. Nothing here is ever changed or removed. */
export class PenaltyLedger {
  readonly #rows: Model<PenaltyRow>;

  constructor(connection: Connection) {
    this.#rows = modelOf(connection, 'penalties', penaltySchema);
  }

  /** Books a penalty, or answers what is booked under its key already. */
  async book(order: Pick<PenaltyEntry, 'key' | 'no' | 'penalty'>): Promise<{ entry: PenaltyEntry; isNew: boolean }> {
    const row = { _id: order.key, no: order.no, penalty: JSON.stringify(order.penalty), bookedAt: new Date() };
    if (await insertOnce(this.#rows, row)) return { entry: entryOf(row), isNew: true };
    const stored = await this.#rows.findById(order.key).lean();
    if (stored === null) throw new Error(`The ledger refused penalty ${order.key} and doesn't have it`);
    return { entry: entryOf(stored), isNew: false };
  }

  async ofCase(no: string): Promise<PenaltyEntry[]> {
    const rows = await this.#rows.find({ no }).sort({ _id: 1 }).lean();
    return rows.map(entryOf);
  }

  async ensureIndexes(): Promise<void> {
    await this.#rows.ensureIndexes();
  }
}

interface PenaltyRow {
  _id: string;
  no: string;
  penalty: string;
  bookedAt: Date;
}

function entryOf(row: PenaltyRow): PenaltyEntry {
  const penalty = JSON.parse(row.penalty) as Record<string, unknown>;
  return { key: row._id, no: row.no, penalty, bookedAt: row.bookedAt.toISOString() };
}

const penaltySchema = rowSchema<PenaltyRow>({ _id: TEXT, no: TEXT, penalty: TEXT, bookedAt: DATE });
penaltySchema.index({ no: 1 });
