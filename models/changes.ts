import type { Connection, Model } from 'mongoose';
import { DATE, isDuplicate, modelOf, NUMBER, rowSchema, TEXT } from './model-of';

/** Looked up at a time. */
const WINDOW = 200;
const KEPT_MS = 7 * 24 * 3_600_000;
const PRUNED_EVERY_MS = 3_600_000;
/** Long before anything is forgotten that this process has not looked past. */
const LOOKED_WITHIN_MS = 10 * 60_000;

/** A file whose entry has changed. */
export interface Change {
  /** Its place in the order in which the entries of all files changed, from 1, without a gap. */
  n: number;
  /** Number of the file. */
  no: string;
  /** Number of the last event that its entry takes account of, or a later one. */
  seq: number;
}

/**
 * Which files have changed, in one order for all processes, for whoever watches lists. An entry's key is its number in
 * that order, so that both the stand-in and MongoDB find what came after another by keys, and two processes that take the
 * same number at once find out. Kept for seven days; nothing else is made of it.
 */
export class Changes {
  readonly #rows: Model<ChangeRow>;
  #last: number | undefined;
  #lookedMs = 0;
  #prunedMs = 0;
  #noting: Promise<void> = Promise.resolve();

  constructor(connection: Connection) {
    this.#rows = modelOf(connection, 'changes', changesSchema);
  }

  /** Notes that a file has changed, after its entry was written. Noting it twice is harmless. */
  note(no: string, seq: number): Promise<void> {
    // One after the other: those of one process would only take the same number from each other.
    const noted = this.#noting.then(() => this.#note(no, seq));
    this.#noting = noted.catch(() => undefined);
    return noted;
  }

  async #note(no: string, seq: number): Promise<void> {
    let last = this.#isFresh() ? (this.#last ?? 0) : await this.head();
    while (!(await this.#insert({ _id: last + 1, no, seq, at: new Date() }))) last = await this.head();
    this.#look(last + 1);
    await this.#prune();
  }

  /** The number of the newest change; 0 if there is none. */
  async head(): Promise<number> {
    if (!this.#isFresh()) {
      const [newest] = await this.#rows.find({}, { _id: 1 }).sort({ _id: -1 }).limit(1).lean();
      this.#look(newest?._id ?? 0);
    }
    for (;;) {
      const last = this.#last ?? 0;
      const found = await this.#rows.find({ _id: { $in: keysAfter(last) } }, { _id: 1 }).lean();
      this.#look(Math.max(last, ...found.map(({ _id }) => _id)));
      if (found.length < WINDOW) return this.#last ?? 0;
    }
  }

  /** What changed after a number, in order, at most some hundreds. */
  async after(n: number): Promise<Change[]> {
    const rows = await this.#rows.find({ _id: { $in: keysAfter(n) } }).lean();
    return rows.map(({ _id, no, seq }) => ({ n: _id, no, seq })).sort((a, b) => a.n - b.n);
  }

  #isFresh(): boolean {
    return this.#last !== undefined && Date.now() - this.#lookedMs < LOOKED_WITHIN_MS;
  }

  #look(last: number): void {
    this.#last = Math.max(this.#last ?? 0, last);
    this.#lookedMs = Date.now();
  }

  async #insert(row: ChangeRow): Promise<boolean> {
    try {
      await this.#rows.collection.insertOne(row as never);
      return true;
    } catch (error) {
      if (isDuplicate(error)) return false;
      throw error;
    }
  }

  async #prune(): Promise<void> {
    const nowMs = Date.now();
    if (nowMs - this.#prunedMs < PRUNED_EVERY_MS) return;
    this.#prunedMs = nowMs;
    // Never the newest: the next number follows from it.
    await this.#rows.deleteMany({ _id: { $lt: this.#last ?? 0 }, at: { $lt: new Date(nowMs - KEPT_MS) } });
  }
}

function keysAfter(n: number): number[] {
  return Array.from({ length: WINDOW }, (_, i) => n + 1 + i);
}

interface ChangeRow {
  /** See `Change.n`. */
  _id: number;
  no: string;
  seq: number;
  at: Date;
}

const changesSchema = rowSchema<ChangeRow>({ _id: NUMBER, no: TEXT, seq: NUMBER, at: DATE });
