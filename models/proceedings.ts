import type { Connection, Model } from 'mongoose';
import type { CaseEvent } from '../domain/file/stored-event';
import type { Proceeding } from '../domain/linked-cases/definition';
import type { ProceedingState } from '../domain/linked-cases/state';
import { EventsMissing } from './case-states';
import { canonicalText, eventOf } from './chain';
import type { EventStore } from './events';
import { readPage } from './keyset';
import type { SortKey } from './keyset';
import { insertOnce } from './model-of';
import type { Page, PageRequest } from './page';
import { inRanges } from './ranges';
import { proceedingEntryFrom, proceedingRows, rowOf, waitFrom } from './proceeding-rows';
import type { ProceedingEntry, ProceedingRow } from './proceeding-rows';

/** What a list is narrowed to; everything given must hold. */
export interface ProceedingFilter {
  status?: readonly string[];
  policy?: readonly string[];
  /** Facts of the kind's own. */
  facts?: Readonly<Record<string, readonly string[]>>;
  /** Places at which who asks holds a post: only what concerns these, what lies within them, or no place. */
  seenFrom?: readonly string[];
  /** Something was due before `at` (ISO instant) and waits still; or, `is` being false, nothing was. */
  overdue?: { is: boolean; at: string };
}

/** The read model of one kind of proceeding: made of its events alone, like the register of the cases. */
export class Proceedings<S extends ProceedingState> {
  readonly #rows: Model<ProceedingRow>;
  readonly #events: EventStore;
  readonly #kind: Proceeding<S>;

  constructor(connection: Connection, parts: { events: EventStore; kind: Proceeding<S> }) {
    this.#rows = proceedingRows(connection);
    this.#events = parts.events;
    this.#kind = parts.kind;
  }

  /** A proceeding as the events stored make it; undefined if there are none. */
  async get(no: string): Promise<S | undefined> {
    return (await this.#fold(no))?.state;
  }

  /**
   * Brings the entry up to these events, which stand in the event store; an entry never goes back.
   *
   * @throws EventsMissing if the store has a gap before them
   */
  async apply(no: string, events: readonly CaseEvent[]): Promise<void> {
    const folded = await this.#fold(no);
    const last = events.at(-1)?.seq ?? 0;
    if ((folded?.state.seq ?? 0) < last) throw new EventsMissing(no, events[0]?.seq ?? 0);
    if (folded === undefined) return;
    await this.#write(rowOf(this.#kind, folded.state, folded.updatedAt), (seq) => seq < folded.state.seq);
  }

  /** Makes the entry anew from all events, also where it knows of them all. Answers false if there are none. */
  async renew(no: string): Promise<boolean> {
    const folded = await this.#fold(no);
    if (folded === undefined) return false;
    await this.#write(rowOf(this.#kind, folded.state, folded.updatedAt), (seq) => seq <= folded.state.seq);
    return true;
  }

  /** The numbers of those that have not been closed, one by one as they are read. */
  async *openNumbers(): AsyncGenerator<string> {
    for (const status of ['new', 'open', 'closing'])
      for await (const { _id } of inRanges(this.#rows, {
        ...{ alternatives: [{ kind: this.#kind.kind, status }], order: LATEST_FIRST, fields: { openedAt: 1 } },
      }))
        yield _id;
  }

  /** Status and policy as the entry says; undefined if there is none. */
  async standing(no: string): Promise<{ status: string; policy: string } | undefined> {
    const row = await this.#rows.findById(no, { status: 1, policy: 1 }).lean();
    return row === null ? undefined : { status: row.status, policy: row.policy };
  }

  /** Number of the last event that the entry knows of; 0 without an entry. */
  async seqOf(no: string): Promise<number> {
    return (await this.#rows.findById(no, { seq: 1 }).lean())?.seq ?? 0;
  }

  /**
   * Fields of the entry that are not what the events make of it, all of which it is said to know.
   * @throws RangeError if the events make no proceeding
   */
  async differences(no: string): Promise<string[]> {
    const folded = await this.#fold(no);
    const row = folded === undefined ? {} : shown(rowOf(this.#kind, folded.state, folded.updatedAt));
    const found = await this.#rows.findById(no).lean();
    const stored = found === null ? {} : shown(found);
    const names = [...new Set([...Object.keys(row), ...Object.keys(stored)])].filter((name) => name !== '__v');
    const told = (value: unknown): string => canonicalText(value instanceof Date ? value.toISOString() : value);
    return names.filter((name) => told(Reflect.get(row, name)) !== told(Reflect.get(stored, name)));
  }

  /**
   * The latest opened first.
   * @throws TooBroad
   */
  async list(filter: ProceedingFilter, page: PageRequest): Promise<Page<ProceedingEntry>> {
    const wanted = {
      alternatives: [queryOf(this.#kind.kind, filter)],
      order: LATEST_FIRST,
      fields: { waits: 0 as const },
    };
    const found = await readPage(this.#rows, wanted, page);
    return { ...found, items: found.items.map(proceedingEntryFrom) };
  }

  /** Writes an entry if there is none, or the one there knows of so many events that it gives way. */
  async #write(row: ProceedingRow, givesWay: (seq: number) => boolean): Promise<void> {
    for (;;) {
      const stored = await this.#rows.findById(row._id, { seq: 1 }).lean();
      if (stored === null ? await insertOnce(this.#rows, row) : !givesWay(stored.seq)) return;
      if (stored === null) continue;
      const gone = MAY_GO.filter((name) => row[name] === undefined).map((name) => [name, 1] as const);
      const change = { $set: row, ...(gone.length === 0 ? {} : { $unset: Object.fromEntries(gone) }) };
      const { matchedCount } = await this.#rows.updateOne({ _id: row._id, seq: stored.seq }, change);
      if (matchedCount === 1) return;
    }
  }

  async #fold(no: string): Promise<{ state: S; updatedAt: string } | undefined> {
    let folded: { state: S; updatedAt: string } | undefined;
    for await (const stored of this.#events.all(no)) {
      const event = eventOf(stored);
      folded = { state: this.#kind.evolve(folded?.state ?? this.#kind.empty(no), event), updatedAt: event.at };
    }
    return folded;
  }
}

const LATEST_FIRST: readonly SortKey[] = [
  { field: 'openedAt', direction: -1, kind: 'instant', optional: true },
  { field: '_id', direction: -1, kind: 'text' },
];

/** What an entry may lose again: nothing is due any more, no member of a place is left. */
const MAY_GO = ['openedAt', 'closedAt', 'dueAt', 'places', 'seenFrom'] as const;

/** A row with its waits as everybody else has them. */
function shown({ waits, ...row }: ProceedingRow): Record<string, unknown> {
  // Entries from before waits were kept have none.
  return { ...row, waits: (waits as ProceedingRow['waits'] | undefined)?.map(waitFrom) };
}

function queryOf(
  kind: string,
  { status, policy, facts = {}, seenFrom, overdue }: ProceedingFilter,
): Record<string, unknown> {
  const late = overdue === undefined ? undefined : { $lt: new Date(overdue.at) };
  return {
    kind,
    ...(status === undefined ? {} : { status: { $in: [...status] } }),
    ...(policy === undefined ? {} : { policy: { $in: [...policy] } }),
    ...Object.fromEntries(Object.entries(facts).map(([name, values]) => [`facts.${name}`, { $in: [...values] }])),
    ...(seenFrom === undefined ? {} : { seenFrom: { $in: [null, ...seenFrom] } }),
    ...(late === undefined ? {} : { dueAt: overdue?.is === true ? late : { $not: late } }),
  };
}
