import type { Connection, Model, PipelineStage } from 'mongoose';
import type { FileKind } from '../domain/values/complaint-number';
import { commonPath } from '../domain/values/place';
import { after, anyOf, both } from './keyset';
import type { SortKey } from './keyset';
import { LIST_WITHIN_MS, orTooBroad } from './limits';
import { MOST_COUNTED, totalOf } from './page';
import type { Page, PageRequest } from './page';
import { proceedingRows, waitFrom } from './proceeding-rows';
import type { ProceedingRow, WaitRow } from './proceeding-rows';
import type { RegisteredTask } from './register-entry';
import { queryOf } from './register-query';
import { entryFrom, registerRows, taskFrom } from './register-rows';
import type { RegisterRow, TaskRow } from './register-rows';
import type { SearchKeys } from './search-texts';
import { aheadOf, compare, LAST, passedBefore, placeIn, placeOf, positionOf } from './task-order';
import type { Place } from './task-order';
import { barredIn, isThere, mayBeOfCases, mayBeWaits, waitsWantedBy, wantedBy, withoutHearings } from './task-filter';
import type { Condition, TaskFilter } from './task-filter';

export type { TaskFilter } from './task-filter';

/** An open task with what one needs to know of its case, or of the proceeding that it belongs to, before opening it. */
export interface TaskEntry extends RegisteredTask {
  /** What it belongs to. */
  kind: FileKind;
  no: string;
  policy: string;
  category?: string;
  /** Step at which the case's main line stands; the task's own is the second part of its id. */
  stage?: string;
  severity?: string;
  /** Of a complaint. */
  major?: boolean;
  recordedAt?: string;
  /** From the top place to that of the case; absent where it has none. */
  places?: string[];
}

/** Cases read at a time, at least. */
const CASES_AT_ONCE = 50;

/** Cases by the earliest due time of their tasks: no task of a case comes before it. */
const BY_CASE: readonly SortKey[] = [
  { field: 'entry.dueAt', direction: 1, kind: 'instant' },
  { field: '_id', direction: 1, kind: 'text' },
];

type Found = Pick<RegisterRow, '_id' | 'entry'> & { tasks: TaskRow };

/**
 * The open tasks of all cases, and the open waits of all proceedings. They are part of the rows of what they belong to, so
 * that the two never disagree.
 */
export class TaskList {
  readonly #rows: Model<RegisterRow>;
  readonly #proceedings: Model<ProceedingRow>;
  readonly #keys: Pick<SearchKeys, 'tokenIndex'>;

  constructor(connection: Connection, keys: Pick<SearchKeys, 'tokenIndex'>) {
    this.#rows = registerRows(connection);
    this.#proceedings = proceedingRows(connection);
    this.#keys = keys;
  }

  /**
   * A page of tasks, the earliest due first, those without a due time last.
   * @throws TooBroad
   */
  async list(filter: TaskFilter, page: PageRequest): Promise<Page<TaskEntry>> {
    const [waits, ofCases, counted] = await Promise.all([
      this.waits(filter),
      orTooBroad(this.#ofCases(filter, page)),
      this.#countOfCases(filter),
    ]);
    const from = page.after === undefined ? undefined : placeOf(page.after);
    const ahead = from === undefined ? waits : waits.filter((wait) => compare(placeIn(wait), from) > 0);
    const merged = [...ofCases, ...ahead].sort((a, b) => compare(placeIn(a), placeIn(b)));
    const items = merged.slice(0, page.limit);
    const last = items.at(-1);
    return {
      items,
      total: totalOf(counted + waits.length),
      ...(last === undefined || merged.length <= page.limit ? {} : { next: positionOf(last) }),
    };
  }

  /**
   * How many there are: exactly up to 10,000, beyond that so many at least, as of every list (`totalOf`).
   * @throws TooBroad
   */
  async count(filter: TaskFilter): Promise<Page<never>['total']> {
    const [waits, counted] = await Promise.all([this.waits(filter), this.#countOfCases(filter)]);
    return totalOf(counted + waits.length);
  }

  /** All open waits of proceedings, the earliest due first. There are few: some for each proceeding that is open. */
  async waits(filter: TaskFilter): Promise<TaskEntry[]> {
    if (!mayBeWaits(filter)) return [];
    const wanted = waitsWantedBy(filter);
    const rows = await this.#proceedings.aggregate<WaitFound>([
      { $match: { $and: [ANY_WAIT, ...wanted] } },
      { $project: { kind: 1, policy: 1, places: 1, waits: 1 } },
      { $unwind: '$waits' },
      { $match: { $and: [...wanted, { 'waits.closedTo': { $nin: barredIn(filter) } }] } },
    ]);
    return rows
      .filter((row) => isThere(filter, row))
      .map(waitEntryFrom)
      .sort((a, b) => compare(placeIn(a), placeIn(b)));
  }

  /**
   * The tasks of cases with which a page may begin, one more than it takes. Cases are read by the earliest due time of
   * their tasks, as their index has them, until no further case can have a task that comes before what was found.
   */
  async #ofCases(filter: TaskFilter, { limit, after: position }: PageRequest): Promise<TaskEntry[]> {
    const cases = this.#casesFor(filter);
    if (cases.length === 0) return [];
    const start = position === undefined ? undefined : placeOf(position);
    const found = start === undefined ? [] : await this.#leftBehind(cases, filter, start, limit + 1);
    const isAhead = (task: TaskEntry): boolean => start === undefined || compare(placeIn(task), start) > 0;
    for (let last = start; ;) {
      const batch = await this.#casesAfter(cases, last, last === start, Math.max(CASES_AT_ONCE, limit));
      const end = batch.at(-1);
      if (end === undefined) break;
      const ids = batch.map(({ _id }) => _id);
      found.push(...(await this.#tasksOf({ _id: { $in: ids } }, filter, [])).filter(isAhead));
      last = [end.entry.dueAt.getTime(), end._id, ''];
      const bound = [last[0], last[1], LAST] as const;
      if (found.filter((task) => compare(placeIn(task), bound) <= 0).length > limit) break;
      if (batch.length < Math.max(CASES_AT_ONCE, limit)) break;
    }
    return found.sort((a, b) => compare(placeIn(a), placeIn(b))).slice(0, limit + 1);
  }

  /** Conditions on cases of which some task may be wanted; none if there are no such cases. */
  #casesFor(filter: TaskFilter): Condition[] {
    if (!mayBeOfCases(filter)) return [];
    const { ways, all } = wantedBy(filter);
    const found = filter.text === undefined ? [{}] : queryOf(textOf(filter), this.#keys.tokenIndex);
    const conditions = ways.length === 0 ? [{ hasTasks: { $eq: true } }] : ways;
    return both(found, conditions).map((one) => ({ $and: [one, ...all] }));
  }

  /** Cases further on in the order; with `whole`, the one of the place itself as well. */
  async #casesAfter(
    cases: readonly Condition[],
    place: Place | undefined,
    whole: boolean,
    limit: number,
  ): Promise<Pick<RegisterRow, '_id' | 'entry'>[]> {
    const from = place === undefined ? [{}] : after(BY_CASE, [new Date(place[0]).toISOString(), place[1]]);
    const itself =
      place === undefined || !whole ? [] : [{ 'entry.dueAt': { $eq: new Date(place[0]) }, _id: { $eq: place[1] } }];
    const found = this.#rows
      .find(anyOf<RegisterRow>(both(cases, [...itself, ...from])), { 'entry.dueAt': 1 })
      .sort({ 'entry.dueAt': 1, _id: 1 })
      .limit(limit)
      .maxTimeMS(LIST_WITHIN_MS);
    return found.lean<Pick<RegisterRow, '_id' | 'entry'>[]>();
  }

  /** Tasks ahead of a place whose cases were passed, because of another that was due before. */
  async #leftBehind(cases: Condition[], filter: TaskFilter, place: Place, limit: number): Promise<TaskEntry[]> {
    return this.#tasksOf(anyOf(both(cases, passedBefore(place))), filter, [
      { $match: aheadOf(place) },
      { $sort: { 'tasks.dueAt': 1, _id: 1, 'tasks.id': 1 } },
      { $limit: limit },
    ]);
  }

  /** The tasks wanted of the cases that a condition finds. */
  async #tasksOf(cases: Condition, filter: TaskFilter, then: PipelineStage[]): Promise<TaskEntry[]> {
    const rows = await this.#rows
      .aggregate<Found>([...eachWanted(cases, filter), ...then])
      .option({ maxTimeMS: LIST_WITHIN_MS });
    return rows.map(taskEntryFrom);
  }

  async #countOfCases(filter: TaskFilter): Promise<number> {
    const cases = this.#casesFor(filter);
    if (cases.length === 0) return 0;
    const counted = this.#rows
      .aggregate<{ total: number }>([
        ...eachWanted(anyOf(cases), filter),
        { $limit: MOST_COUNTED + 1 },
        { $group: { _id: null, total: { $sum: 1 } } },
      ])
      .option({ maxTimeMS: LIST_WITHIN_MS });
    return (await orTooBroad(counted.exec()))[0]?.total ?? 0;
  }
}

/** Some task of the case may be wanted; then each is looked at for itself. */
function eachWanted(cases: Condition, filter: TaskFilter): PipelineStage[] {
  const { ways, all } = wantedBy(filter);
  const ofEach = [
    ...(ways.length === 0 ? [] : [{ $or: ways }]),
    ...all,
    ...withoutHearings(filter),
    { 'tasks.closedTo': { $nin: barredIn(filter) } },
  ];
  return [
    { $match: cases },
    { $project: { tasks: 1, entry: 1, about: 1 } },
    { $unwind: '$tasks' },
    { $match: { $and: ofEach } },
  ];
}

function textOf({ text = '', notFoundByWords }: TaskFilter): Parameters<typeof queryOf>[0] {
  return { text, ...(notFoundByWords === undefined ? {} : { notFoundByWords }) };
}

/** Every wait has a due time as it is stored; what has no waits has none. */
const ANY_WAIT = { 'waits.dueAt': { $gte: new Date(0) } };

type WaitFound = Pick<ProceedingRow, '_id' | 'kind' | 'policy' | 'places'> & { waits: WaitRow };

function waitEntryFrom(row: WaitFound): TaskEntry {
  const { _id: no, kind, policy, places = [], waits } = row;
  const wait = waitFrom(waits);
  const there = commonPath(places);
  return {
    ...{ kind: kind as FileKind, no, policy, ...wait, roles: wait.openTo },
    ...(there === undefined ? {} : { places: there }),
  };
}

function taskEntryFrom({ entry, tasks }: Found): TaskEntry {
  const { no, policy, category, stage, severity, major, recordedAt, places } = entryFrom(entry);
  return {
    ...{ kind: 'complaint' as const, no, policy, major },
    ...(category === undefined ? {} : { category }),
    ...(stage === undefined ? {} : { stage }),
    ...(severity === undefined ? {} : { severity }),
    ...(recordedAt === undefined ? {} : { recordedAt }),
    ...(places === undefined ? {} : { places }),
    ...taskFrom(tasks),
  };
}
