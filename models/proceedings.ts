import type { Connection, Model } from 'mongoose';
import type { CaseEvent } from '../domain/events';
import type { Proceeding } from '../domain/proceeding/definition';
import type { ProceedingState } from '../domain/proceeding/state';
import { EventsMissing } from './case-states';
import { canonicalText, eventOf } from './chain';
import type { EventStore } from './events';
import { insertOnce, modelOf, NUMBER, rowSchema, TEXT } from './model-of';
import type { Page, PageRequest } from './page';

/** What lists show of a proceeding: plain facts, nothing sealed. */
export interface ProceedingEntry {
  no: string;
  seq: number;
  status: string;
  policy: string;
  openedAt?: string;
  closedAt?: string;
  /** The earliest due time. */
  dueAt?: string;
  updatedAt: string;
}

/** The read model of one kind of proceeding: made of its events alone, like the register of the cases. */
export class Proceedings<S extends ProceedingState> {
  readonly #rows: Model<ProceedingRow>;
  readonly #events: EventStore;
  readonly #kind: Proceeding<S>;

  constructor(connection: Connection, parts: { events: EventStore; kind: Proceeding<S> }) {
    this.#rows = modelOf(connection, 'proceedings', proceedingSchema);
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
    const row = rowOf(this.#kind.kind, folded.state, folded.updatedAt);
    for (;;) {
      const stored = await this.#rows.findById(no, { seq: 1 }).lean();
      if (stored === null ? await insertOnce(this.#rows, row) : stored.seq >= row.seq) return;
      if (stored === null) continue;
      const gone = TIMES.filter((name) => row[name] === undefined).map((name) => [name, 1] as const);
      const change = { $set: row, ...(gone.length === 0 ? {} : { $unset: Object.fromEntries(gone) }) };
      const { matchedCount } = await this.#rows.updateOne({ _id: no, seq: stored.seq }, change);
      if (matchedCount === 1) return;
    }
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
    const row = folded === undefined ? {} : { ...rowOf(this.#kind.kind, folded.state, folded.updatedAt) };
    const stored = { ...(await this.#rows.findById(no).lean()) };
    const names = [...new Set([...Object.keys(row), ...Object.keys(stored)])].filter((name) => name !== '__v');
    const told = (value: unknown): string => canonicalText(value instanceof Date ? value.toISOString() : value);
    return names.filter((name) => told(Reflect.get(row, name)) !== told(Reflect.get(stored, name)));
  }

  /** The latest opened first. */
  async list(
    filter: { status?: readonly string[]; policy?: readonly string[] },
    page: PageRequest,
  ): Promise<Page<ProceedingEntry>> {
    const query = {
      kind: this.#kind.kind,
      ...(filter.status === undefined ? {} : { status: { $in: [...filter.status] } }),
      ...(filter.policy === undefined ? {} : { policy: { $in: [...filter.policy] } }),
    };
    const [rows, total] = await Promise.all([
      this.#rows.find(query).sort({ openedAt: -1, _id: 1 }).skip(page.offset).limit(page.limit).lean(),
      this.#rows.countDocuments(query),
    ]);
    return { ...page, items: rows.map(entryOf), total };
  }

  async ensureIndexes(): Promise<void> {
    await this.#rows.ensureIndexes();
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

interface ProceedingRow {
  _id: string;
  kind: string;
  seq: number;
  status: string;
  policy: string;
  openedAt?: Date;
  closedAt?: Date;
  dueAt?: Date;
  updatedAt: Date;
}

/** What an entry may lose again: nothing is due any more. */
const TIMES = ['openedAt', 'closedAt', 'dueAt'] as const;

function rowOf(kind: string, state: ProceedingState, updatedAt: string): ProceedingRow {
  const dues = Object.values(state.dues).flatMap(({ dueAt }) => dueAt ?? []);
  const [dueAt] = dues.sort();
  return {
    ...{ _id: state.no, kind, seq: state.seq, status: state.status, policy: state.policy.id },
    ...(state.openedAt === undefined ? {} : { openedAt: new Date(state.openedAt) }),
    ...(state.closedAt === undefined ? {} : { closedAt: new Date(state.closedAt) }),
    ...(dueAt === undefined ? {} : { dueAt: new Date(dueAt) }),
    updatedAt: new Date(updatedAt),
  };
}

function entryOf({ _id, kind: _kind, openedAt, closedAt, dueAt, updatedAt, seq, status, policy }: ProceedingRow) {
  return {
    ...{ no: _id, seq, status, policy },
    ...(openedAt === undefined ? {} : { openedAt: openedAt.toISOString() }),
    ...(closedAt === undefined ? {} : { closedAt: closedAt.toISOString() }),
    ...(dueAt === undefined ? {} : { dueAt: dueAt.toISOString() }),
    updatedAt: updatedAt.toISOString(),
  };
}

const proceedingSchema = rowSchema<ProceedingRow>({
  ...{ _id: TEXT, kind: TEXT, seq: NUMBER, status: TEXT, policy: TEXT },
  ...{ openedAt: Date, closedAt: Date, dueAt: Date, updatedAt: { type: Date, required: true } },
});
proceedingSchema.index({ _id: 1, seq: 1 }, { unique: true });
proceedingSchema.index({ kind: 1, status: 1, openedAt: -1 });
