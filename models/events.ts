import type { Connection, Model } from 'mongoose';
import type { CaseEvent } from '../domain/file/stored-event';
import { eventOf } from './chain';
import type { ChainedEvent } from './chain';
import { DATE, isDuplicate, modelOf, NUMBER, rowSchema, TEXT } from './model-of';
import { declare } from './queries';

/** Events read at a time. */
const WINDOW = 500;

interface EventRow extends ChainedEvent {
  /** `<no>/<seq>`. */
  _id: string;
  type: string;
  at: Date;
}

/** A timeline entry: the event, and the hash that stands for it and everything before it. */
export interface StoredEvent extends CaseEvent {
  hash: string;
}

/**
 * What is to be stored contradicts what is stored. Never worth a retry, never overwritten: somebody has to find out
 * which of the two is true.
 */
export class ChainBroken extends Error {
  override readonly name = 'ChainBroken';

  constructor(
    readonly no: string,
    readonly seq: number,
    readonly why: 'anotherEvent' | 'anotherHead' | 'notConsecutive',
  ) {
    super(`The chain of ${no} breaks at event ${seq}: ${MEANING[why]}`);
  }
}
const MEANING = {
  anotherEvent: 'another event is stored under this number',
  anotherHead: 'the event does not follow the previously stored event',
  notConsecutive: 'the batch is not one case’s consecutive events',
} as const;

/**
 * The event store: every event of every case, each number once, bound by a chain of hashes. Written by the journal and
 * the rebuild alone, and only ever added to.
 */
export class EventStore {
  readonly #rows: Model<EventRow>;

  constructor(connection: Connection) {
    this.#rows = modelOf(connection, 'events', eventSchema);
  }

  /**
   * Stores what is not there yet; repeating it, or a part of it, is harmless. Answers false if the event before the
   * first is not there: then the store has lost some.
   *
   * @throws ChainBroken if one of them is stored with another content, or the event before the first has another hash
   */
  async append(events: readonly ChainedEvent[]): Promise<boolean> {
    const [first] = events;
    if (first === undefined) return true;
    for (;;) {
      const ids = events.map(({ no, seq }) => idOf(no, seq));
      const stored = await this.#hashes([idOf(first.no, first.seq - 1), ...ids]);
      const before = stored.get(idOf(first.no, first.seq - 1));
      if (before !== undefined && before !== first.prev) throw new ChainBroken(first.no, first.seq, 'anotherHead');
      const altered = events.find((event, i) => (stored.get(ids[i] as string) ?? event.hash) !== event.hash);
      if (altered !== undefined) throw new ChainBroken(altered.no, altered.seq, 'anotherEvent');
      const missing = events.filter((_, i) => !stored.has(ids[i] as string));
      if (missing.length > 0 && !(await this.#insert(missing))) continue;
      return first.seq === 1 || before !== undefined;
    }
  }

  /** The timeline of a case: its events after a number, in order, at most `limit` (500 by default). */
  async timeline(no: string, range: { after?: number; limit?: number } = {}): Promise<StoredEvent[]> {
    return (await this.chained(no, range)).map((row) => ({ ...eventOf(row), hash: row.hash }));
  }

  /** The events as they are stored, for those who check the chain. */
  async chained(no: string, range: { after?: number; limit?: number } = {}): Promise<ChainedEvent[]> {
    const { after = 0, limit = WINDOW } = range;
    // By key rather than by range: the numbers are known, and in the embedded stand-in only keys are found fast.
    const ids = Array.from({ length: limit }, (_, i) => idOf(no, after + 1 + i));
    const rows = await this.#rows.find({ _id: { $in: ids } }).lean();
    return rows.map(({ seq, text, prev, hash }) => ({ no, seq, text, prev, hash })).sort((a, b) => a.seq - b.seq);
  }

  /** All events of a case after a number, window by window; ends at the first number that is not stored. */
  async *all(no: string, after = 0): AsyncGenerator<ChainedEvent> {
    for (let last = after; ;) {
      const window = await this.chained(no, { after: last });
      for (const event of window) {
        if (event.seq !== last + 1) return;
        last = event.seq;
        yield event;
      }
      if (window.length < WINDOW) return;
    }
  }

  /** The number of events stored. */
  async count(): Promise<number> {
    return this.#rows.countDocuments();
  }

  async #hashes(ids: string[]): Promise<Map<string, string>> {
    const rows = await this.#rows.find({ _id: { $in: ids } }, { hash: 1 }).lean();
    return new Map(rows.map(({ _id, hash }) => [_id, hash]));
  }

  /** Answers false when somebody else stored one of them meanwhile: then it has to be compared first. */
  async #insert(events: readonly ChainedEvent[]): Promise<boolean> {
    const rows = events.map((event): EventRow => {
      const { type, at } = eventOf(event);
      return { _id: idOf(event.no, event.seq), type, at: new Date(at), ...event };
    });
    try {
      await this.#rows.collection.insertMany(rows as never[]);
      return true;
    } catch (error) {
      if (isDuplicate(error)) return false;
      throw error;
    }
  }
}

function idOf(no: string, seq: number): string {
  return `${no}/${seq}`;
}

const declared = declare({
  collection: 'events',
  indexes: [{ keys: { no: 1, seq: 1 }, unique: true, keeps: 'the order of the chain, even with several writers' }],
  queries: [{ name: 'all', sort: { _id: 1 } }],
});
const eventSchema = rowSchema<EventRow>(
  {
    ...{ _id: TEXT, no: TEXT, seq: NUMBER, type: TEXT, at: DATE },
    text: TEXT,
    prev: { type: String, default: '' },
    hash: TEXT,
  },
  declared,
);
