import { Schema } from 'mongoose';
import type { Connection, Model } from 'mongoose';
import { ALL_PLACES, combined, contributionOf, standingOf } from '../domain/reports/contribution';
import type { Contribution, Counter } from '../domain/reports/contribution';
import { localDateOf, parseInstant } from '../domain/time/local-time';
import type { Counts } from '../domain/reports/tally';
import { BundleUnknown } from './bundles';
import type { Bundles } from './bundles';
import { insertOnce, modelOf, NUMBER, rowSchema, TEXT, writeAll } from './model-of';
import type { Write } from './model-of';
import { MOST_COUNTED } from './page';
import { declare } from './queries';
import { entryFrom, registerRows, taskFrom } from './register-rows';
import type { Counted, RegisterRow } from './register-rows';

/** Cases counted at a time. */
const MOST_CASES = 200;
/** Rows told, or counters dropped, at a time. */
const TOLD_AT_ONCE = 1_000;
/** So often a row that can't be counted is tried, as it is; then it is set aside until it changes. */
const MOST_ATTEMPTS = 3;
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
  readonly #setAside: Model<SetAsideRow>;
  readonly #noticed = new Set<string>();
  #newlySetAside: SetAside[] = [];

  constructor(connection: Connection, parts: { bundles: Pick<Bundles, 'get'> }) {
    this.#rows = registerRows(connection);
    this.#counters = modelOf(connection, 'counters', counterSchema);
    this.#heads = modelOf(connection, 'counterHeads', headSchema);
    this.#setAside = modelOf(connection, 'countersSetAside', setAsideSchema);
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

  /** Rows that can't be counted, with the reason: they are tried again when they change, and when all are counted anew. */
  async setAside(): Promise<SetAside[]> {
    const rows = await this.#setAside.find({ attempts: { $gte: MOST_ATTEMPTS } }).lean();
    return rows.map(({ _id: no, reason }) => ({ no, reason }));
  }

  /** How many cases have changed since they were counted, up to 10,000. */
  async waiting(): Promise<number> {
    return this.#rows.countDocuments({ uncounted: true }, { limit: MOST_COUNTED });
  }

  /** Those that were set aside since this was asked last. */
  newlySetAside(): SetAside[] {
    const some = this.#newlySetAside;
    this.#newlySetAside = [];
    return some;
  }

  /**
   * Forgets all counters and counts every case anew, in ranges: whoever is interrupted leaves the rest to whoever counts
   * next. Figures are too small until it has ended. Part of the rebuild.
   */
  async countAnew(): Promise<number> {
    for (;;) {
      const head = await this.#finished();
      const begun = { generation: head.generation + 1, number: 0, batch: null, toldUpTo: '' };
      if (await this.#replaceHead(head, begun)) break;
    }
    const cases = await this.countAll();
    const { generation } = await this.#head();
    await this.#dropBefore(generation);
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
    const generation = await this.#generation();
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
    const generation = await this.#generation();
    const rows = await this.#counters
      .find({ generation, policy: { $in: [...policies] }, place: { $in: [...places] }, day: '', open: { $gt: 0 } })
      .lean();
    return rows.map(counterOf);
  }

  /** Everything counted, by counter: what a rebuild has to come out equal to. */
  async all(): Promise<Record<string, Counts>> {
    const generation = await this.#generation();
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

  /** Counts some of the rows that a query finds; answers how many. Loses against somebody else's batch by trying again. */
  async #count(query: Record<string, unknown>): Promise<number> {
    for (;;) {
      const head = await this.#finished();
      const rows = await this.#rows.find(query, { tokens: 0 }).limit(MOST_CASES).lean();
      const found = rows.filter(({ uncounted }) => uncounted);
      if (found.length === 0) return 0;
      const { batch, broken } = await this.#batchOf(head, found);
      for (const one of broken) await this.#giveUp(one);
      if (batch.cases.length === 0) return found.length;
      const begun = { generation: head.generation, number: head.number + 1, batch };
      if (!(await this.#replaceHead(head, begun))) continue;
      await this.#finished();
      await this.#setAside.deleteMany({ _id: { $in: batch.cases.map(({ no }) => no) } });
      return found.length;
    }
  }

  /** A row that can't be counted holds nobody up: it is tried some more times, and then no more while it stays as it is. */
  async #giveUp({ row, reason }: Broken): Promise<void> {
    const no = String(row._id);
    const known = await this.#setAside.findById(no).lean();
    const rev = String(row.rev);
    const attempts = known?.rev === rev ? known.attempts + 1 : 1;
    await this.#setAside.updateOne({ _id: no }, { $set: { attempts, reason, rev } }, { upsert: true });
    if (attempts < MOST_ATTEMPTS) return;
    // As it is stored, whatever that is; if it has changed meanwhile, it stays uncounted.
    const { collection } = this.#rows;
    await collection.updateOne({ _id: row._id as never, rev: row.rev ?? null }, COUNTED_NO_MORE);
    this.#newlySetAside.push({ no, reason });
  }

  /** The head once nothing is under way any more: what somebody else has begun is brought to its end first. */
  async #finished(): Promise<Head> {
    for (;;) {
      const head = await this.#head();
      const { generation, number, batch, toldUpTo } = head;
      if (toldUpTo === undefined && batch === null) return head;
      if (batch !== null) await this.#take(generation, number, batch);
      // Of another generation, a row has nothing counted.
      const upTo = toldUpTo === undefined ? undefined : await this.#tellSome(toldUpTo);
      const left = upTo === undefined ? {} : { toldUpTo: upTo };
      await this.#replaceHead(head, { generation, number, batch: null, ...left });
    }
  }

  /** Marks some rows as uncounted, those that follow a number; answers the last, or nothing if there is none. */
  async #tellSome(after: string): Promise<string | undefined> {
    const some = await this.#rows
      .find({ _id: { $gt: after } }, { _id: 1 })
      .sort({ _id: 1 })
      .limit(TOLD_AT_ONCE)
      .lean();
    const last = some.at(-1)?._id;
    if (last === undefined) return undefined;
    await this.#rows.updateMany({ _id: { $gt: after, $lte: last } }, { $set: { uncounted: true } });
    return last;
  }

  /** Drops the counters of former generations, some at a time. */
  async #dropBefore(generation: number): Promise<void> {
    const former = { generation: { $lt: generation } };
    for (;;) {
      const some = await this.#counters.find(former, { _id: 1 }).limit(TOLD_AT_ONCE).lean();
      if (some.length === 0) return;
      await this.#counters.deleteMany({ _id: { $in: some.map(({ _id }) => _id) } });
    }
  }

  async #batchOf(
    { generation }: Head,
    rows: readonly Omit<RegisterRow, 'tokens'>[],
  ): Promise<{ batch: Batch; broken: Broken[] }> {
    const broken: Broken[] = [];
    const cases: Batch['cases'] = [];
    const parts = new Map<string, Parameters<typeof combined>[0][number][]>();
    for (const row of rows) {
      const zone = await this.zoneOf(row.bundleHash);
      const dayOf = (instant: string): string => localDateOf(parseInstant(instant), zone);
      const counted = row.counted?.generation === generation ? row.counted : undefined;
      try {
        requireCountable(row);
        const standing = [...standingOf({ ...entryFrom(row.entry), tasks: row.tasks.map(taskFrom) }, dayOf)];
        const contribution = contributionOf(row.marks.slice(counted?.marks ?? 0), standing, dayOf);
        const before = contributionOf([], counted?.standing ?? [], dayOf);
        for (const counts of [contribution, before].flatMap((one) => Object.values(one))) requireNumbers(counts);
        const policy = row.entry.policy;
        parts.set(policy, [
          ...(parts.get(policy) ?? []),
          { sign: 1, contribution },
          { sign: -1, contribution: before },
        ]);
        cases.push({ no: row._id, rev: row.rev, marks: row.marks.length, standing });
      } catch (error) {
        broken.push({ row, reason: error instanceof Error ? error.message.slice(0, 200) : 'unknown' });
      }
    }
    const changes = [...parts].flatMap(([policy, some]) =>
      Object.entries(combined(some) satisfies Contribution).map(([name, counts]) => ({ policy, name, counts })),
    );
    return { batch: { changes, cases }, broken };
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

  /** Where nothing was counted yet, that of what will be; a reading writes nothing. */
  async #generation(): Promise<number> {
    return (await this.#heads.findById(HEAD).lean())?.generation ?? 1;
  }

  async #head(): Promise<Head> {
    const head = await this.#heads.findById(HEAD).lean();
    if (head !== null) return head;
    await insertOnce(this.#heads, { _id: HEAD, rev: 1, generation: 1, number: 0, batch: null });
    return this.#head();
  }

  async #replaceHead({ rev }: Head, { toldUpTo, ...change }: Omit<Head, '_id' | 'rev'>): Promise<boolean> {
    const told = toldUpTo === undefined ? { $unset: { toldUpTo: 1 } } : {};
    const $set = { ...change, rev: rev + 1, ...(toldUpTo === undefined ? {} : { toldUpTo }) };
    const { matchedCount } = await this.#heads.updateOne({ _id: HEAD, rev }, { $set, ...told });
    return matchedCount === 1;
  }
}

const HEAD = 'head';
const COUNTED_NO_MORE = { $set: { uncounted: false } };

/** A row that can't be counted, as it is stored, and why. */
interface Broken {
  row: { _id: unknown; rev: unknown };
  reason: string;
}

export interface SetAside {
  no: string;
  reason: string;
}

interface SetAsideRow {
  /** What the row is found by. */
  _id: string;
  attempts: number;
  reason: string;
  /** The row as it was when it was tried. */
  rev: string;
}

/** Whether a row has what counting takes and what its note is found by; whatever wrote it, it may lack anything. */
function requireCountable(
  row: Partial<Pick<RegisterRow, '_id' | 'rev' | 'tasks' | 'marks'>> & { entry?: unknown },
): void {
  const { policy, no } = (row.entry ?? {}) as { policy?: unknown; no?: unknown };
  const problems = [
    ...(typeof row._id === 'string' && row._id !== '' && row._id === no ? [] : ['no number']),
    ...(Number.isInteger(row.rev) ? [] : ['no revision']),
    ...(typeof policy === 'string' && policy !== '' ? [] : ['no policy']),
    ...(Array.isArray(row.marks) && Array.isArray(row.tasks) ? [] : ['no marks or tasks']),
  ];
  if (problems.length > 0) throw new Error(`The entry has ${problems.join(', ')}`);
}

function requireNumbers(counts: Counts): void {
  if (!Object.values(counts).every(Number.isFinite)) throw new Error('The entry counts a value that is not a number');
}

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
  /** Rows up to this number have been told that they are uncounted; absent once all have. */
  toldUpTo?: string;
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

const setAsideSchema = rowSchema<SetAsideRow>({ _id: TEXT, attempts: NUMBER, reason: TEXT, rev: TEXT });
const declared = declare({
  collection: 'counters',
  indexes: [
    // The embedded stand-in finds a row fast only by exactly the fields of a unique index, so compare-and-set needs it.
    { keys: { _id: 1, batch: 1 }, unique: true },
    { keys: { generation: 1, policy: 1, place: 1, dimension: 1, day: 1 } },
    { keys: { generation: 1, policy: 1, place: 1, day: 1, open: 1 } },
  ],
  queries: [
    { name: 'compare-and-set', equal: ['_id', 'batch'] },
    { name: 'of former generations', range: 'generation' },
    { name: 'of days', equal: ['generation', 'policy', 'place', 'dimension'], range: 'day' },
    { name: 'of how things stand', equal: ['generation', 'policy', 'place', 'day'], range: 'open' },
  ],
});
const counterSchema = rowSchema<CounterRow>(
  {
    ...{ _id: TEXT, batch: NUMBER, generation: NUMBER, policy: TEXT, open: NUMBER },
    ...{
      place: { type: String, default: NO_PLACE },
      day: { type: String, default: '' },
      dimension: { type: String, default: '' },
      value: { type: String, default: '' },
    },
    counts: { type: Schema.Types.Mixed, required: true },
  },
  declared,
);
const headSchema = rowSchema<Head>(
  {
    ...{ _id: TEXT, rev: NUMBER, generation: NUMBER, number: NUMBER, batch: Schema.Types.Mixed },
    toldUpTo: String,
  },
  declare({
    collection: 'counterHeads',
    indexes: [{ keys: { _id: 1, rev: 1 }, unique: true }],
    queries: [{ name: 'compare-and-set', equal: ['_id', 'rev'] }],
  }),
);
