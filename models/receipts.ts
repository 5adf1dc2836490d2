import type { Connection, Model } from 'mongoose';
import { setTimeout as sleep } from 'node:timers/promises';
import { DATE, insertOnce, modelOf, rowSchema, TEXT } from './model-of';
import { declare } from './queries';

/** Whoever repeats a request does so within this; older rows are removed. */
const KEPT_MS = 30 * 86_400_000;
/** How long the database is waited for: while it is away, people act, and this process remembers alone. */
const WITHIN_MS = 500;
const MOST_REMEMBERED = 10_000;

/**
 * When requests were received for the first time, by a mark of who sent which key. A request that is repeated because no
 * answer came counts from when it was sent first: what has fallen due in between did so after it. The earliest stamp is
 * the first: one of a clock that was fast is corrected by a repeat, or it would be refused as ahead for as long.
 */
export class Receipts {
  readonly #rows: Model<ReceiptRow>;
  readonly #remembered = new Map<string, Date>();
  #cleanedOn = '';

  constructor(connection: Connection) {
    this.#rows = modelOf(connection, 'receipts', receiptSchema);
  }

  /**
   * The first time of all under this mark; `at` if it is the first, or what is kept lies after it: that was stamped by a
   * clock that was fast, and would keep the request from being heard until then. Never throws, and never waits for long.
   */
  async first(mark: string, at: Date): Promise<Date> {
    const remembered = this.#remembered.get(mark);
    if (remembered !== undefined && remembered <= at) return remembered;
    const done = new AbortController();
    const late = sleep(WITHIN_MS, at, { ref: false, signal: done.signal }).catch(() => at);
    const first = await Promise.race([this.#stored(mark, at).catch(() => at), late]);
    done.abort();
    this.#remember(mark, first);
    return first;
  }

  async #stored(mark: string, at: Date): Promise<Date> {
    await this.#clean(at);
    if (await insertOnce(this.#rows, { _id: mark, at })) return at;
    const known = (await this.#rows.findById(mark).lean())?.at ?? at;
    if (known <= at) return known;
    await this.#rows.updateOne({ _id: mark, at: { $gt: at } }, { $set: { at } });
    return at;
  }

  #remember(mark: string, at: Date): void {
    this.#remembered.set(mark, at);
    const [oldest] = this.#remembered.keys();
    if (this.#remembered.size > MOST_REMEMBERED && oldest !== undefined) this.#remembered.delete(oldest);
  }

  /** Once a day. */
  async #clean(now: Date): Promise<void> {
    const today = now.toISOString().slice(0, 10);
    if (this.#cleanedOn === today) return;
    this.#cleanedOn = today;
    await this.#rows.deleteMany({ at: { $lt: new Date(now.getTime() - KEPT_MS) } });
  }
}

interface ReceiptRow {
  _id: string;
  at: Date;
}

const declared = declare({
  collection: 'receipts',
  indexes: [{ keys: { at: 1 } }],
  queries: [{ name: 'old ones', range: 'at' }],
});
const receiptSchema = rowSchema<ReceiptRow>({ _id: TEXT, at: DATE }, declared);
