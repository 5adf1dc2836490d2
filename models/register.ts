import type { Connection, Model } from 'mongoose';
import type { CaseEvent } from '../domain/file/stored-event';
import type { CaseState } from '../domain/case/state';
import { EventsMissing } from './case-states';
import type { CaseStates, Folded } from './case-states';
import { canonicalText, eventOf } from './chain';
import type { EventStore } from './events';
import { readPage } from './keyset';
import { insertOnce } from './model-of';
import type { Page, PageRequest } from './page';
import { inRanges } from './ranges';
import { entryOf, tasksOf } from './register-entry';
import type { RegisterEntry } from './register-fields';
import { orderOf } from './register-order';
import type { RegisterSort } from './register-order';
import { queryOf } from './register-query';
import type { RegisterFilter } from './register-query';
import { caseRow, entryFrom, registerRows, taskFrom } from './register-rows';
import type { RegisterRow } from './register-rows';
import type { PastCases } from './past-cases';
import { Recent } from './recent';
import { isSearched, tokensWith } from './search-texts';
import type { SearchKeys } from './search-texts';

export type { RegisterEntry } from './register-fields';
export { SORT_FIELDS } from './register-queries';
export type { RegisterSort } from './register-order';
export type { RegisterFilter } from './register-query';

/** Rows remembered: of cases written to lately. */
const KEPT = 300;
const PLACES_KEPT = 10_000;

/** An entry with the case as a whole; personal data in it are sealed. */
export interface RegisterRecord extends RegisterEntry {
  state: CaseState;
}

/**
 * The register: one entry for each complaint, made of its events alone, by which complaints are listed, filtered and
 * searched. It follows the event store by moments; made anew it comes out the same.
 */
export class Register {
  readonly #rows: Model<RegisterRow>;
  readonly #events: EventStore;
  readonly #states: CaseStates;
  readonly #keys: SearchKeys;
  readonly #onChange: (no: string) => void;
  readonly #pastCases: Pick<PastCases, 'note' | 'drop'>;
  /** Rows as they were written here last. Who else has written one since makes the next write fail, and is read then. */
  readonly #written = new Recent<Guard>(KEPT);
  /** Where cases belong that were read here. It never changes. */
  readonly #places = new Recent<readonly string[]>(PLACES_KEPT);

  /** @param parts.onChange told of each case whose entry was written */
  constructor(
    connection: Connection,
    parts: {
      events: EventStore;
      states: CaseStates;
      pastCases: Pick<PastCases, 'note' | 'drop'>;
      onChange?: (no: string) => void;
    } & SearchKeys,
  ) {
    this.#rows = registerRows(connection);
    this.#events = parts.events;
    this.#states = parts.states;
    this.#keys = parts;
    this.#pastCases = parts.pastCases;
    this.#onChange = parts.onChange ?? (() => undefined);
  }

  /**
   * Brings the entry of a case up to these events, as the event store tells them. Can be repeated, come late or from
   * two sides at once: an entry never goes back.
   *
   * @throws EventsMissing if the store has a gap before them
   */
  async apply(no: string, events: readonly CaseEvent[]): Promise<void> {
    const folded = await this.#states.advanced(no, events);
    if (folded === undefined) return;
    for (;;) {
      const known = this.#written.get(no);
      const row = known !== undefined && known.seq < folded.state.seq ? known : await this.#guard(no);
      if (row !== undefined && row.seq >= folded.state.seq) return;
      if (await this.#write(folded, row, row?.seq ?? 0, events)) return;
    }
  }

  /**
   * Makes the entry of a case anew from all its events. Answers false if there are none.
   *
   * @throws EventsMissing if the entry knows of more events than the store has
   */
  async renew(no: string): Promise<boolean> {
    for (;;) {
      const row = await this.#guard(no);
      this.#states.forget(no);
      const folded = await this.#states.current(no);
      if (folded === undefined) return false;
      if (row !== undefined && row.seq > folded.state.seq) throw new EventsMissing(no, row.seq + 1);
      if (await this.#write(folded, row, 0, [])) return true;
    }
  }

  /**
   * A page of entries; what is alike in the order of numbers, in the same direction. A text in which there is nothing to
   * search for finds nothing.
   *
   * @throws TooBroad
   */
  async list(filter: RegisterFilter, sort: RegisterSort, page: PageRequest): Promise<Page<RegisterEntry>> {
    const alternatives = queryOf(filter, this.#keys.tokenIndex);
    const found = await readPage(this.#rows, { alternatives, order: orderOf(sort), fields: { entry: 1 } }, page);
    return { ...found, items: found.items.map(({ entry }) => entryFrom(entry)) };
  }

  /**
   * Every entry that a filter finds, one by one as they are read.
   * @throws TooBroad
   */
  async *each(filter: RegisterFilter, sort: RegisterSort): AsyncGenerator<RegisterEntry> {
    const alternatives = queryOf(filter, this.#keys.tokenIndex);
    if (alternatives.length === 0) return;
    const wanted = { alternatives, order: orderOf(sort), fields: { entry: 1 as const } };
    for await (const { entry } of inRanges(this.#rows, wanted)) yield entryFrom(entry);
  }

  /** A case as the events stored make it; undefined if there are none. */
  async get(no: string): Promise<RegisterRecord | undefined> {
    const folded = await this.#states.current(no);
    if (folded === undefined) return undefined;
    this.#places.set(no, folded.state.places ?? []);
    return { ...entryOf(folded), state: folded.state };
  }

  /**
   * The path of the place that a case belongs to; empty for none. Of one that was read here before it is known while the
   * database is away, so that whoever holds a post there can go on. Undefined if there is no such case.
   */
  async placesOf(no: string): Promise<readonly string[] | undefined> {
    if (this.#places.get(no) === undefined) await this.get(no);
    return this.#places.get(no);
  }

  /** The entry of a case as lists show it, which may lag behind its events by moments; undefined if there is none. */
  async entry(no: string): Promise<RegisterEntry | undefined> {
    const row = await this.#rows.findById(no, { entry: 1 }).lean();
    return row === null ? undefined : entryFrom(row.entry);
  }

  /** The fields, `tasks` and `marks` among them, in which the entry of a case is not what its events say; `entry`: it is missing. */
  async differences(folded: Folded): Promise<string[]> {
    const row = await this.#rows.findById(folded.state.no, { tokens: 0 }).lean();
    if (row === null) return ['entry'];
    const { marks } = folded;
    const stored: Record<string, unknown> = {
      ...entryFrom(row.entry),
      tasks: row.tasks.map(taskFrom),
      ...{ marks: row.marks, about: row.about },
    };
    const meant: Record<string, unknown> = {
      ...{ ...entryOf(folded), tasks: tasksOf(folded), marks },
      about: caseRow(folded).about,
    };
    const names = new Set([...Object.keys(stored), ...Object.keys(meant)]);
    return [...names].filter((name) => canonicalText(stored[name]) !== canonicalText(meant[name]));
  }

  /** The number of the last event that the entry of a case takes account of; 0 if there is no entry. */
  async seqOf(no: string): Promise<number> {
    return (await this.#guard(no))?.seq ?? 0;
  }

  /** The numbers of the complaints that have not been closed, one by one as they are read. */
  async *openNumbers(): AsyncGenerator<string> {
    const order = orderOf({ by: 'recordedAt' });
    for (const status of ['new', 'open', 'resolved'])
      for await (const { _id } of inRanges(this.#rows, {
        alternatives: [{ 'entry.status': { $eq: status } }],
        order,
        fields: { 'entry.recordedAt': 1 },
      }))
        yield _id;
  }

  /** Status and policy as the entry of a case says; undefined if there is none. */
  async standing(no: string): Promise<{ status: string; policy: string } | undefined> {
    const row = await this.#rows.findById(no, { 'entry.status': 1, 'entry.policy': 1 }).lean();
    return row === null ? undefined : { status: row.entry.status, policy: row.entry.policy };
  }

  /** The numbers of all complaints, in order, one by one as they are read; `after` a number: those that follow it. */
  async *numbers(after?: string): AsyncGenerator<string> {
    const order = orderOf({ by: 'no' });
    const from = after === undefined ? {} : { after: [after] };
    for await (const { _id } of inRanges(this.#rows, { order, fields: { _id: 1 }, ...from })) yield _id;
  }

  /**
   * Drops the search tokens of a case for good: whatever is noted later is not indexed either. Part of erasing a person,
   * after the case's key was destroyed. Can be repeated.
   */
  async eraseTokens(no: string): Promise<void> {
    for (;;) {
      const row = await this.#guard(no);
      if (row === undefined) return;
      // While the tokens are still there: they say where else the case is noted.
      const known = await this.#rows.findById(no, { tokens: 1 }).lean();
      await this.#pastCases.drop(no, known?.tokens ?? []);
      if (await this.#replace(no, row, { tokens: [], erased: true })) return;
    }
  }

  /** Whether a case belongs to a place, or to one below it. */
  async hasPlace(place: string): Promise<boolean> {
    return (await this.#rows.findOne({ 'entry.places': { $eq: place } }, { _id: 1 }).lean()) !== null;
  }

  async #guard(no: string): Promise<Guard | undefined> {
    const row = await this.#rows.findById(no, { rev: 1, 'entry.seq': 1, erased: 1 }).lean();
    return row === null ? undefined : { rev: row.rev, seq: row.entry.seq, erased: row.erased };
  }

  /** Writes the entry unless somebody else has written it since `row` was read: then it answers false. */
  async #write(folded: Folded, row: Guard | undefined, since: number, fresh: readonly CaseEvent[]): Promise<boolean> {
    const { no } = folded.state;
    const events = await this.#eventsBetween(no, since, folded.state.seq, fresh);
    // First, because an entry that is up to its events is not looked at again.
    await this.#pastCases.note(events, { erased: row?.erased === true });
    const tokens = row?.erased === true ? undefined : await this.#tokens(no, since, events);
    const change = { ...caseRow(folded), ...(tokens === undefined ? {} : { tokens }), uncounted: true };
    const isWritten =
      row === undefined
        ? await insertOnce(this.#rows, { _id: no, rev: 1, tokens: [], erased: false, ...change })
        : await this.#replace(no, row, change);
    this.#written.delete(no);
    if (!isWritten) return false;
    this.#written.set(no, { rev: (row?.rev ?? 0) + 1, seq: folded.state.seq, erased: row?.erased === true });
    this.#onChange(no);
    return true;
  }

  async #replace(no: string, { rev }: Guard, change: Partial<RegisterRow>): Promise<boolean> {
    // Past Mongoose, whose check of every field of every task took as long as the write.
    const update = { $set: { ...change, rev: rev + 1 } };
    const { matchedCount } = await this.#rows.collection.updateOne({ _id: no, rev } as never, update);
    return matchedCount === 1;
  }

  async #eventsBetween(no: string, after: number, to: number, fresh: readonly CaseEvent[]): Promise<CaseEvent[]> {
    const [first] = fresh;
    if (first !== undefined && first.seq <= after + 1 && (fresh.at(-1)?.seq ?? 0) >= to)
      return fresh.filter(({ seq }) => seq > after);
    const events: CaseEvent[] = [];
    for await (const stored of this.#events.all(no, after)) if (stored.seq <= to) events.push(eventOf(stored));
    return events;
  }

  /** The case's tokens with those of further events; undefined if they stay what they are. */
  async #tokens(no: string, since: number, events: readonly CaseEvent[]): Promise<string[] | undefined> {
    if (since > 0 && !events.some(isSearched)) return undefined;
    const row = since === 0 ? null : await this.#rows.findById(no, { tokens: 1 }).lean();
    return tokensWith(row?.tokens ?? [], events, this.#keys);
  }
}

/** What of a row says whether, and on what, it may be written. */
interface Guard {
  rev: number;
  seq: number;
  erased: boolean;
}
