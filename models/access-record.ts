import { randomBytes } from 'node:crypto';
import { Schema } from 'mongoose';
import type { Connection, Model } from 'mongoose';
import { readPage } from './keyset';
import type { SortKey } from './keyset';
import { DATE, insertOnce, isDuplicate, modelOf, rowSchema, TEXT } from './model-of';
import { NOBODY_IS_TOLD } from './note-work';
import type { NoteWork } from './note-work';
import type { Page, PageRequest } from './page';
import { declare } from './queries';

/**
 * What is recorded of who got at what: refused requests, sign-ins that failed or succeeded, sessions ended, personal data
 * read, the chain of a case read, accounts and places changed, a customer's link got or renewed.
 */
export const ACCESS_KINDS = [
  'refused',
  'signInFailed',
  'signedIn',
  'sessionEnded',
  'opened',
  'auditRead',
  'accountChanged',
  'placeChanged',
  'customerLink',
] as const;
export type AccessKind = (typeof ACCESS_KINDS)[number];

/** One entry of the access record: ids, codes and numbers, never what somebody wrote. */
export interface AccessEntry {
  /** ISO instant. */
  at: string;
  kind: AccessKind;
  /** Staff id, or `cli:<system account>` for the command line. Absent: nobody we know. */
  account?: string;
  /** The colleague in whose name it was. */
  for?: string;
  /** The API's name of the operation. */
  operation?: string;
  /** The refusal's code. */
  code?: string;
  /** Number of the file, or name of the key that was opened. */
  no?: string;
  /** Texts that were opened, that were erased already, and that could not be read. */
  opened?: number;
  erased?: number;
  unreadable?: number;
  /** What was changed, on whose account or which place, and the fields as they were and as they are; no passwords. */
  what?: string;
  whom?: string;
  before?: Record<string, unknown>;
  after?: Record<string, unknown>;
  /** So many alike within moments, by nobody we know. */
  count?: number;
}

/** An entry that knows its row, so that writing it twice is writing it once. */
export interface KeyedEntry extends AccessEntry {
  id: string;
}

/** Entries were given up because too many waited; requests go on. */
export interface RecordTrouble {
  lost: number;
  waiting: number;
}

export interface AccessRecordOptions {
  /** How many entries wait for the database at most. */
  mostWaiting?: number;
  /** Told of each writing. */
  note?: NoteWork;
}

export interface AccessFilter {
  account?: string | undefined;
  kinds?: readonly AccessKind[] | undefined;
  no?: string | undefined;
  /** ISO instants; `to` is not included. */
  from?: string | undefined;
  to?: string | undefined;
}

/** At about this rate a minute of outage fits; beyond, entries are counted as lost rather than filling the memory. */
const MOST_WAITING = 20_000;
const BATCH = 500;
const WRITE_AFTER_MS = 300;

/**
 * The record of access, kept apart from the cases and only ever added to. What is noted is written in batches a moment
 * later, so that no request waits for it or fails by it.
 */
export class AccessRecord {
  readonly #rows: Model<AccessRow>;
  #waiting: AccessRow[] = [];
  #writing: Promise<void> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;
  #onTrouble: (trouble: RecordTrouble) => void = () => undefined;
  readonly #mostWaiting: number;
  readonly #note: NoteWork;

  constructor(connection: Connection, { mostWaiting = MOST_WAITING, note = NOBODY_IS_TOLD }: AccessRecordOptions = {}) {
    this.#mostWaiting = mostWaiting;
    this.#note = note;
    this.#rows = modelOf(connection, 'accessRecord', rowsSchema);
  }

  /** Who is told that entries were lost. */
  reportTo(onTrouble: (trouble: RecordTrouble) => void): void {
    this.#onTrouble = onTrouble;
  }

  /** Adds an entry, soon. Never throws. Alike entries of nobody we know are one with their number. */
  note(entry: AccessEntry): void {
    if (entry.account === undefined) {
      const alike = this.#waiting.find((row) => isAlike(row, entry));
      if (alike !== undefined) {
        alike.count = (alike.count ?? 1) + 1;
        return;
      }
    }
    if (this.#waiting.length >= this.#mostWaiting) {
      this.#onTrouble({ lost: 1, waiting: this.#waiting.length });
      return;
    }
    this.#waiting.push(rowOf(keyed(entry)));
    this.#timer ??= setTimeout(() => void this.flush(), WRITE_AFTER_MS).unref();
  }

  /** Adds an entry and returns once it is stored; an entry that is there already stays as it is. */
  async keep(entry: KeyedEntry): Promise<void> {
    await insertOnce(this.#rows, rowOf(entry));
  }

  /** Writes what waits. Never throws: what can't be written waits for the next time. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#writing = this.#writing.then(() => this.#write());
    await this.#writing;
  }

  /**
   * The newest first.
   * @throws TooBroad
   */
  async list(filter: AccessFilter, page: PageRequest): Promise<Page<AccessEntry>> {
    const { account, kinds, no, from, to } = filter;
    const asked = {
      ...(kinds === undefined ? {} : { kind: { $in: [...kinds] } }),
      ...(no === undefined ? {} : { no }),
      ...(from === undefined && to === undefined
        ? {}
        : {
            at: {
              ...(from === undefined ? {} : { $gte: new Date(from) }),
              ...(to === undefined ? {} : { $lt: new Date(to) }),
            },
          }),
    };
    const alternatives = account === undefined ? [asked] : WHOSE.map((field) => ({ ...asked, [field]: account }));
    const found = await readPage(this.#rows, { alternatives, order: NEWEST_FIRST }, page);
    return { ...found, items: found.items.map(entryOf) };
  }

  async #write(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, BATCH);
      try {
        await this.#rows.collection.insertMany(batch as never[], { ordered: false });
        this.#note('accessRecord');
      } catch (error) {
        // A batch whose answer was lost is partly there.
        if (isDuplicate(error)) continue;
        this.#waiting.unshift(...batch);
        this.#note('accessRecord', error);
        this.#timer ??= setTimeout(() => void this.flush(), WRITE_AFTER_MS * 10).unref();
        return;
      }
    }
  }
}

let keysMade = 0;

/** The entry with a key of its own, by which those of one instant and process stay in their order. */
export function keyed(entry: AccessEntry): KeyedEntry {
  const inOrder = String(keysMade++ % 1e9).padStart(9, '0');
  return { id: `${entry.at}/${inOrder}${randomBytes(6).toString('hex')}`, ...entry };
}

interface AccessRow extends Omit<AccessEntry, 'at'> {
  _id: string;
  at: Date;
}

function rowOf({ id, at, ...entry }: KeyedEntry): AccessRow {
  return { _id: id, at: new Date(at), ...entry };
}

function entryOf({ _id: _, at, ...entry }: AccessRow): AccessEntry {
  return { at: at.toISOString(), ...entry };
}

function isAlike(row: AccessRow, entry: AccessEntry): boolean {
  return (
    row.account === undefined &&
    row.kind === entry.kind &&
    row.operation === entry.operation &&
    row.code === entry.code &&
    row.no === entry.no
  );
}

/** Who did it, in whose name, and to whom it was done. */
const WHOSE = ['account', 'for', 'whom'] as const;
const NEWEST_FIRST: readonly SortKey[] = [
  { field: 'at', direction: -1, kind: 'instant' },
  { field: '_id', direction: -1, kind: 'text' },
];
const DOWN = { at: -1, _id: -1 } as const;
const ASKED_BY = [...WHOSE, 'no', 'kind'] as const;
const declared = declare({
  collection: 'accessRecord',
  indexes: [{ keys: DOWN }, ...ASKED_BY.map((field) => ({ keys: { [field]: 1 as const, ...DOWN } }))],
  queries: [
    { name: 'the newest', sort: DOWN },
    { name: 'between two instants', range: 'at', sort: DOWN },
    ...ASKED_BY.map((field) => ({ name: `by ${field}`, equal: [field], sort: DOWN })),
  ],
});
const rowsSchema = rowSchema<AccessRow>(
  {
    ...{ _id: TEXT, at: DATE, kind: TEXT, account: String, for: String, operation: String, code: String, no: String },
    ...{ opened: Number, erased: Number, unreadable: Number, count: Number, what: String, whom: String },
    ...{ before: Schema.Types.Mixed, after: Schema.Types.Mixed },
  },
  declared,
);
