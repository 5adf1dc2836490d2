import type { Connection, Model } from 'mongoose';
import { DATE, insertOnce, modelOf, NUMBER, rowSchema, TEXT } from './model-of';
import { MOST_COUNTED } from './page';
import { declare } from './queries';

/**
 * How far a remedy is: `sent` has gone out and has no answer yet; `unknown` never got one and waits for a person;
 * `undone` was executed and taken back.
 */
export type RemedyStatus = 'pending' | 'sent' | 'executed' | 'failed' | 'unknown' | 'undone';

/** What is ordered. `params` may hold sealed strings and is kept as it is. */
export interface RemedyOrder {
  key: string;
  no: string;
  kind: string;
  params: Record<string, unknown>;
  costFen: number;
  /** Key of the entry that this one takes back. */
  undoOf?: string;
}

export interface RemedyEntry extends RemedyOrder {
  status: RemedyStatus;
  /** How often it was sent. */
  attempts: number;
  /** What the executing side answered: plain facts (reference, reason). */
  outcome?: Record<string, unknown>;
  createdAt: string;
  updatedAt: string;
}

/**
 * Every remedy ordered, once under its key: the proof that none is executed twice. Entries move from state to state by
 * compare-and-set and are never removed.
 */
export class RemedyLedger {
  readonly #rows: Model<RemedyRow>;

  constructor(connection: Connection) {
    this.#rows = modelOf(connection, 'remedies', remedySchema);
  }

  /** Enters an order as `pending`, or answers the entry that its key already has; of many at once one enters it. */
  async begin(order: RemedyOrder): Promise<{ entry: RemedyEntry; isNew: boolean }> {
    const now = new Date();
    const { key, params, ...rest } = order;
    const row: RemedyRow = {
      ...{ _id: key, ...rest, params: JSON.stringify(params) },
      ...{ status: 'pending', rev: 1, attempts: 0, createdAt: now, updatedAt: now },
    };
    if (await insertOnce(this.#rows, row)) return { entry: entryOf(row), isNew: true };
    const entry = await this.byKey(key);
    if (entry === undefined) throw new Error(`The ledger refused remedy ${key} and doesn't have it`);
    return { entry, isNew: false };
  }

  /** Puts an entry back as it was, and answers whether it did: one that is there stays. */
  restore({ key, params, outcome, createdAt, updatedAt, ...rest }: RemedyEntry): Promise<boolean> {
    return insertOnce(this.#rows, {
      ...{ _id: key, ...rest, params: JSON.stringify(params), rev: 1 },
      ...(outcome === undefined ? {} : { outcome: JSON.stringify(outcome) }),
      ...{ createdAt: new Date(createdAt), updatedAt: new Date(updatedAt) },
    });
  }

  /**
   * Moves an entry if it is in one of the states `from`; whoever gets the entry back has moved it. Becoming `sent`
   * counts as an attempt. Undefined: it is in another state, or there is none.
   *
   * @param patch.ifAttempts moves it only if it was sent just so often: of two that would send it again, one does
   */
  async move(
    key: string,
    from: readonly RemedyStatus[],
    to: RemedyStatus,
    patch: { outcome?: Record<string, unknown>; ifAttempts?: number } = {},
  ): Promise<RemedyEntry | undefined> {
    const { outcome, ifAttempts } = patch;
    for (;;) {
      const known = await this.#rows.findById(key).lean();
      if (known === null || !from.includes(known.status)) return undefined;
      if (ifAttempts !== undefined && ifAttempts !== known.attempts) return undefined;
      const moved: RemedyRow = {
        ...known,
        status: to,
        attempts: known.attempts + (to === 'sent' ? 1 : 0),
        ...(outcome === undefined ? {} : { outcome: JSON.stringify(outcome) }),
        updatedAt: new Date(),
        rev: known.rev + 1,
      };
      const { matchedCount } = await this.#rows.updateOne({ _id: key, rev: known.rev }, { $set: moved });
      if (matchedCount === 1) return entryOf(moved);
    }
  }

  async byKey(key: string): Promise<RemedyEntry | undefined> {
    const row = await this.#rows.findById(key).lean();
    return row === null ? undefined : entryOf(row);
  }

  /** The order by which the remedy of this key was, or is being, taken back. */
  async undoOf(key: string): Promise<RemedyEntry | undefined> {
    const row = await this.#rows.findOne({ undoOf: key }).lean();
    return row === null ? undefined : entryOf(row);
  }

  /** The remedies of a case, in the order they were entered. */
  async ofCase(no: string): Promise<RemedyEntry[]> {
    const rows = await this.#rows.find({ no }).lean();
    return rows.map(entryOf).sort((a, b) => a.createdAt.localeCompare(b.createdAt) || a.key.localeCompare(b.key));
  }

  /** Those that somebody has to look after, the one untouched longest first: sent or unknown since before an instant. */
  async unsettled(before: string, limit = 100): Promise<RemedyEntry[]> {
    const rows = await this.#rows
      .find({ status: { $in: ['sent', 'unknown'] }, updatedAt: { $lt: new Date(before) } })
      .sort({ updatedAt: 1 })
      .limit(limit)
      .lean();
    return rows.map(entryOf);
  }

  /** How many failed in the last 24 hours, wait for an answer for an hour, or never got one; each up to 10,000. */
  async countTroubled(nowMs: number): Promise<Record<'failed' | 'sent' | 'unknown', number>> {
    const count = (status: RemedyStatus, updatedAt: Record<string, Date>) =>
      this.#rows.countDocuments({ status, updatedAt }, { limit: MOST_COUNTED });
    const [failed, sent, unknown] = await Promise.all([
      count('failed', { $gte: new Date(nowMs - NEWS_MS) }),
      count('sent', { $lt: new Date(nowMs - ANSWERED_WITHIN_MS) }),
      count('unknown', { $lte: new Date(nowMs) }),
    ]);
    return { failed, sent, unknown };
  }
}

/** What is over so long is no news; what was sent so long ago should have been answered. */
const NEWS_MS = 24 * 3_600_000;
const ANSWERED_WITHIN_MS = 3_600_000;

/** `params` and `outcome` are kept as JSON text: their names are the remedy's own and may not suit a database. */
interface RemedyRow {
  _id: string;
  /** Counts the writes to this row; each write says on which it builds. */
  rev: number;
  no: string;
  kind: string;
  params: string;
  costFen: number;
  undoOf?: string;
  status: RemedyStatus;
  attempts: number;
  outcome?: string;
  createdAt: Date;
  updatedAt: Date;
}

function entryOf(row: RemedyRow): RemedyEntry {
  return {
    key: row._id,
    no: row.no,
    kind: row.kind,
    params: JSON.parse(row.params) as Record<string, unknown>,
    costFen: row.costFen,
    ...(row.undoOf === undefined ? {} : { undoOf: row.undoOf }),
    status: row.status,
    attempts: row.attempts,
    ...(row.outcome === undefined ? {} : { outcome: JSON.parse(row.outcome) as Record<string, unknown> }),
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}

const declared = declare({
  collection: 'remedies',
  indexes: [
    // The embedded stand-in finds a row fast only by exactly the fields of a unique index, so compare-and-set needs it.
    { keys: { _id: 1, rev: 1 }, unique: true },
    { keys: { no: 1 } },
    { keys: { undoOf: 1 } },
    { keys: { status: 1, updatedAt: 1 } },
  ],
  queries: [
    { name: 'compare-and-set', equal: ['_id', 'rev'] },
    { name: 'of a case', equal: ['no'] },
    { name: 'what takes one back', equal: ['undoOf'] },
    { name: 'not settled, the longest first', equal: ['status'], range: 'updatedAt', sort: { updatedAt: 1 } },
    { name: 'how many are in trouble', equal: ['status'], range: 'updatedAt' },
  ],
});
const remedySchema = rowSchema<RemedyRow>(
  {
    ...{ _id: TEXT, rev: NUMBER, no: TEXT, kind: TEXT, params: TEXT, costFen: NUMBER, undoOf: String },
    ...{ status: TEXT, attempts: NUMBER, outcome: String, createdAt: DATE, updatedAt: DATE },
  },
  declared,
);
