import { Schema } from 'mongoose';
import type { Connection, Model } from 'mongoose';
import { ALL_PLACES, combined, contributionOf, standingOf } from '../domain/reports/contribution';
import type { Contribution, Counter } from '../domain/reports/contribution';
import { localDateOf, parseInstant } from '../domain/local-time';
import type { Counts } from '../domain/reports/tally';
import { BundleUnknown } from './bundles';
import type { Bundles } from './bundles';
import { insertOnce, modelOf, NUMBER, rowSchema, TEXT, writeAll } from './model-of';
import type { Write } from './model-of';
import { entryFrom, registerRows, taskFrom } from './register-rows';
import type { Counted, RegisterRow } from './register-rows';

/** Cases counted at a time. */
const MOST_CASES = 200;
/** Days of a case whose bundle nobody has are days of this zone. */
const ZONE_OF_NOBODY = 'UTC';

/**
 * Counters of what happened by day and of how things stand, made of the register's rows, so that a dashboard reads as
 * many documents with 100,000 cases as with 1,000.
 *
 * Each row remembers what of it was counted. A batch holds what some cases have to add by now; it is written into the one
 * head document before anything is counted, each counter and each row remembers the last batch that it has taken, and
 * the next batch begins when all have. So whoever is killed in between, whoever comes second, and whoever wakes up late
 * changes nothing twice and loses nothing (`docs/decisions/0011-counters-by-batches.md`).
 */
export class Counters {
  readonly #rows: Model<RegisterRow>;
  readonly #counters: Model<CounterRow>;
  readonly #heads: Model<Head>;
  readonly #bundles: Pick<Bundles, 'get'>;
  readonly #noticed = new Set<string>();

  constructor(connection: Connection, parts: { bundles: Pick<Bundles, 'get'> }) {
    this.#rows = registerRows(connection);
    this.#counters = modelOf(connection, 'counters', counterSchema);
    this.#heads = modelOf(connection, 'counterHeads', headSchema);
    this.#bundles = parts.bundles;
  }

  /** A case has changed: it is counted when `countNoticed` is called next. */
  notice(no: string): void {
    this.#noticed.add(no);
  }

  /** Counts the cases noticed, which are found by their numbers. What fails is noticed still. */
  async countNoticed(): Promise<void> {
    while (this.#noticed.size > 0) {
      const some = [...this.#noticed].slice(0, MOST_CASES);
      // Before they are counted, so that what changes meanwhile is noticed once more.
      for (const no of some) this.#noticed.delete(no);
      try {
        await this.#count({ _id: { $in: some } });
      } catch (error) {
        for (const no of some) this.#noticed.add(no);
        throw error;
      }
    }
  }

  /** Counts every case that has changed since it was counted, noticed or not. Answers how many. */
  async countAll(): Promise<number> {
    for (let all = 0; ;) {
      const cases = await this.#count({ uncounted: true });
      all += cases;
      if (cases === 0) return all;
    }
  }

  /** Forgets all counters and counts every case anew; figures are too small until it has ended. Part of the rebuild. */
  async countAnew(): Promise<number> {
    for (;;) {
      const head = await this.#finished();
      const begun = { generation: head.generation + 1, number: 0, batch: null, isFresh: true };
      if (await this.#replaceHead(head, begun)) break;
    }
    const cases = await this.countAll();
    const { generation } = await this.#head();
    await this.#counters.deleteMany({ generation: { $lt: generation } });
    return cases;
  }

  /**
   * Counters of days from one to another, both included, of these dimensions (empty: of days as a whole).
   *
   * @param places of cases that belong to these places (`NO_PLACE`: to none); by default of all cases
   */
  async ofDays(
    policies: readonly string[],
    from: string,
    to: string,
    dimensions: readonly string[],
    places: readonly string[] = EVERYWHERE,
  ): Promise<Counter[]> {
    const { generation } = await this.#head();
    const rows = await this.#counters
      .find({
        generation,
        policy: { $in: [...policies] },
        place: { $in: [...places] },
        dimension: { $in: [...dimensions] },
        day: { $gte: from, $lte: to },
      })
      .lean();
    return rows.map(counterOf);
  }

  /** Counters of how things stand, those that stand at nothing left out. */
  async ofNow(policies: readonly string[], places: readonly string[] = EVERYWHERE): Promise<Counter[]> {
    const { generation } = await this.#head();
    const rows = await this.#counters
      .find({ generation, policy: { $in: [...policies] }, place: { $in: [...places] }, day: '', open: { $gt: 0 } })
      .lean();
    return rows.map(counterOf);
  }

  /** Everything counted, by counter: what a rebuild has to come out equal to. */
  async all(): Promise<Record<string, Counts>> {
    const { generation } = await this.#head();
    const rows = await this.#counters.find({ generation }).sort({ _id: 1 }).lean();
    return Object.fromEntries(
      rows
        .filter(({ counts }) => Object.keys(counts).length > 0)
        .map(({ _id, counts }) => [_id.slice(_id.indexOf('|') + 1), counts]),
    );
  }

  /** The zone whose days the cases of a bundle are counted by. */
  async zoneOf(bundleHash: string): Promise<string> {
    try {
      return (await this.#bundles.get(bundleHash)).calendar.zone;
    } catch (error) {
      if (error instanceof BundleUnknown) return ZONE_OF_NOBODY;
      throw error;
    }
  }

  async ensureIndexes(): Promise<void> {
    await this.#counters.ensureIndexes();
    await this.#heads.ensureIndexes();
  }

  /** Counts some of the rows that a query finds; answers how many. Loses against somebody else's batch by trying again. */
  async #count(query: Record<string, unknown>): Promise<number> {
    for (;;) {
      const head = await this.#finished();
      const rows = await this.#rows.find(query, { tokens: 0 }).limit(MOST_CASES).lean();
      const found = rows.filter(({ uncounted }) => uncounted);
      if (found.length === 0) return 0;
      const batch = await this.#batchOf(head, found);
      const begun = { generation: head.generation, number: head.number + 1, batch, isFresh: false };
      if (!(await this.#replaceHead(head, begun))) continue;
      await this.#finished();
      return found.length;
    }
  }

  /** The head once nothing is under way any more: what somebody else has begun is brought to its end first. */
  async #finished(): Promise<Head> {
    for (;;) {
      const head = await this.#head();
      const { generation, number, batch, isFresh } = head;
      if (!isFresh && batch === null) return head;
      // Of another generation, a row has nothing counted.
      if (isFresh) await this.#rows.updateMany({}, { $set: { uncounted: true } });
      if (batch !== null) await this.#take(generation, number, batch);
      await this.#replaceHead(head, { generation, number, batch: null, isFresh: false });
    }
  }

  async #batchOf({ generation }: Head, rows: readonly Omit<RegisterRow, 'tokens'>[]): Promise<Batch> {
    const cases: Batch['cases'] = [];
    const parts = new Map<string, Parameters<typeof combined>[0][number][]>();
    for (const row of rows) {
      const zone = await this.zoneOf(row.bundleHash);
      const dayOf = (instant: string): string => localDateOf(parseInstant(instant), zone);
      const counted = row.counted?.generation === generation ? row.counted : undefined;
      const standing = [...standingOf({ ...entryFrom(row.entry), tasks: row.tasks.map(taskFrom) }, dayOf)];
      const policy = row.entry.policy;
      const ofPolicy = parts.get(policy) ?? [];
      parts.set(policy, ofPolicy);
      ofPolicy.push({ sign: 1, contribution: contributionOf(row.marks.slice(counted?.marks ?? 0), standing, dayOf) });
      ofPolicy.push({ sign: -1, contribution: contributionOf([], counted?.standing ?? [], dayOf) });
      cases.push({ no: row._id, rev: row.rev, marks: row.marks.length, standing });
    }
    const changes = [...parts].flatMap(([policy, some]) =>
      Object.entries(combined(some) satisfies Contribution).map(([name, counts]) => ({ policy, name, counts })),
    );
    return { changes, cases };
  }

  async #take(generation: number, number: number, { changes, cases }: Batch): Promise<void> {
    await writeAll(this.#counters, () => this.#changesLeft(generation, number, changes));
    await writeAll(this.#rows, () => this.#notesLeft({ generation, batch: number }, cases));
  }

  /** The counters that have not taken the batch yet, new ones first. */
  async #changesLeft(generation: number, batch: number, changes: Batch['changes']): Promise<Write<CounterRow>[]> {
    const named = changes.map((change) => ({ ...change, id: `${generation}|${change.policy}|${change.name}` }));
    const rows = await this.#counters.find({ _id: { $in: named.map(({ id }) => id) } }).lean();
    const known = new Map(rows.map((row) => [row._id, row]));
    const inserts: Write<CounterRow>[] = [];
    const updates: Write<CounterRow>[] = [];
    for (const { id, policy, name, counts } of named) {
      const row = known.get(id);
      if (row === undefined) {
        const fresh = { _id: id, generation, policy, ...partsOf(name), batch };
        inserts.push({ insertOne: { document: { ...fresh, ...sumOf({}, counts) } } });
      } else if (row.batch < batch) {
        const update = { $set: { ...sumOf(row.counts, counts), batch } };
        updates.push({ updateOne: { filter: { _id: id, batch: row.batch }, update } });
      }
    }
    return [...inserts, ...updates];
  }

  /**
   * The rows of the cases that have not noted the batch yet. One that has changed since the batch was made stays
   * uncounted: what came then is for the next.
   */
  async #notesLeft(
    { generation, batch }: Pick<Counted, 'generation' | 'batch'>,
    cases: Batch['cases'],
  ): Promise<Write<RegisterRow>[]> {
    const rows = await this.#rows.find({ _id: { $in: cases.map(({ no }) => no) } }, { rev: 1, counted: 1 }).lean();
    const byNumber = new Map(rows.map((row) => [row._id, row]));
    return cases.flatMap(({ no, rev, marks, standing }): Write<RegisterRow>[] => {
      const row = byNumber.get(no);
      if (row === undefined || hasNoted(row.counted, { generation, batch })) return [];
      const counted = { generation, batch, marks, standing };
      const $set = { counted, uncounted: row.rev !== rev, rev: row.rev + 1 };
      return [{ updateOne: { filter: { _id: no, rev: row.rev }, update: { $set } } }];
    });
  }

  async #head(): Promise<Head> {
    const head = await this.#heads.findById(HEAD).lean();
    if (head !== null) return head;
    await insertOnce(this.#heads, { _id: HEAD, rev: 1, generation: 1, number: 0, batch: null, isFresh: false });
    return this.#head();
  }

  async #replaceHead({ rev }: Head, change: Omit<Head, '_id' | 'rev'>): Promise<boolean> {
    const { matchedCount } = await this.#heads.updateOne({ _id: HEAD, rev }, { $set: { ...change, rev: rev + 1 } });
    return matchedCount === 1;
  }
}

const HEAD = 'head';

/** What is under way: what it adds to counters, and the cases it is of, as they were then. */
interface Batch {
  changes: { policy: string; name: string; counts: Counts }[];
  cases: { no: string; rev: number; marks: number; standing: string[] }[];
}

interface Head {
  _id: string;
  rev: number;
  /** Counts how often everything was counted anew. */
  generation: number;
  /** Of the last batch. */
  number: number;
  batch: Batch | null;
  /** The rows have not been told yet that all are uncounted. */
  isFresh: boolean;
}

interface CounterRow extends Required<Counter> {
  /** Generation, policy and name. */
  _id: string;
  /** The last batch that it has taken. */
  batch: number;
  generation: number;
  /** Of how things stand: how many do; so that what stands at nothing is not read. */
  open: number;
}

/** Whether a row has taken this batch, or belongs to a later generation. */
function hasNoted(counted: Counted | undefined, { generation, batch }: Pick<Counted, 'generation' | 'batch'>): boolean {
  if (counted === undefined || counted.generation < generation) return false;
  return counted.generation > generation || counted.batch >= batch;
}

function sumOf(some: Counts, others: Counts): Pick<CounterRow, 'counts' | 'open'> {
  const parts = [some, others].map((counts) => ({ sign: 1 as const, contribution: { sum: counts } }));
  const counts = combined(parts)['sum'] ?? {};
  return { counts, open: counts['open'] ?? 0 };
}

/** Of cases that belong to no place. */
export const NO_PLACE = '';
const EVERYWHERE = [NO_PLACE, ALL_PLACES];

/** What a counter's name says: `day|2026-11-22|category|quality`, or `@store-east|now|stage|judge`. */
function partsOf(name: string): Pick<CounterRow, 'place' | 'day' | 'dimension' | 'value'> {
  const parts = name.split('|');
  const place = name.startsWith('@') ? (parts.shift() ?? '').slice(1) : NO_PLACE;
  const [kind = '', ...rest] = parts;
  const day = kind === 'day' ? (rest.shift() ?? '') : '';
  const [dimension = '', ...value] = rest;
  return { place, day, dimension, value: value.join('|') };
}

function counterOf({ policy, place, day, dimension, value, counts }: CounterRow): Counter {
  return { policy, ...(place === NO_PLACE ? {} : { place }), ...(day === '' ? {} : { day }), dimension, value, counts };
}

const counterSchema = rowSchema<CounterRow>({
  ...{ _id: TEXT, batch: NUMBER, generation: NUMBER, policy: TEXT, open: NUMBER },
  ...{
    place: { type: String, default: NO_PLACE },
    day: { type: String, default: '' },
    dimension: { type: String, default: '' },
    value: { type: String, default: '' },
  },
  counts: { type: Schema.Types.Mixed, required: true },
});
// The embedded stand-in finds a row fast only by exactly the fields of a unique index, so compare-and-set needs this one.
counterSchema.index({ _id: 1, batch: 1 }, { unique: true });
counterSchema.index({ generation: 1, policy: 1, place: 1, dimension: 1, day: 1 });
counterSchema.index({ generation: 1, policy: 1, place: 1, day: 1, open: 1 });
const headSchema = rowSchema<Head>({
  ...{ _id: TEXT, rev: NUMBER, generation: NUMBER, number: NUMBER, batch: Schema.Types.Mixed },
  isFresh: { type: Boolean, required: true },
});
headSchema.index({ _id: 1, rev: 1 }, { unique: true });
