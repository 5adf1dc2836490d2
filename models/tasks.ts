import type { Connection, Model, PipelineStage } from 'mongoose';
import type { FileKind } from '../domain/complaint-number';
import type { Page, PageRequest } from './page';
import { commonPath, isHeldAt } from '../domain/place';
import { proceedingRows, waitFrom } from './proceeding-rows';
import type { ProceedingRow, WaitRow } from './proceeding-rows';
import type { RegisteredTask } from './register-entry';
import { seenFrom } from './register-query';
import { entryFrom, registerRows, taskFrom } from './register-rows';
import type { RegisterRow, TaskRow } from './register-rows';

/**
 * Whose tasks. A task is listed if one of `persons` is its assignee, or if it is open to one of `roles`, or to one of
 * `departmentRoles` (roles held per department) in one of `departments`. Left out: no restriction of that kind.
 */
export interface TaskFilter {
  /** Staff ids: the person, and whoever they stand in for. What is closed to any of them is left out. */
  persons?: readonly string[];
  /** Staff ids: what is closed to any of these is left out, too. */
  closedTo?: readonly string[];
  /** Without tasks in which somebody is heard in their own matter. */
  noHearings?: boolean;
  /**
   * Hearings and appeals, of what kind the caller says by their actions, only where they are given to `person` or in
   * cases of these policies, but not in these.
   */
  hearings?: { actions: readonly string[]; person: string; policies: readonly string[]; notIn: readonly string[] };
  /** Roles held for the whole house. */
  roles?: readonly string[];
  /** Roles held in departments only. */
  departmentRoles?: readonly string[];
  /** Of `departmentRoles`; without them only tasks of these departments are listed. */
  departments?: readonly string[];
  /** Places at which the roles are held: of a case that has a place, only one of these or within them. */
  places?: readonly string[];
  /** The same for whoever asks, so that it holds for what is assigned by name, too. */
  seenFrom?: readonly string[];
  /** Id of a place; finds what lies within it as well. */
  place?: readonly string[];
  policy?: string | readonly string[];
  /** Number of a complaint or a proceeding. */
  no?: string;
  /** Only what is due before this ISO instant. */
  dueBefore?: string;
}

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

/**
 * The open tasks of all cases, and the open waits of all proceedings. They are part of the rows of what they belong to, so
 * that the two never disagree.
 */
export class TaskList {
  readonly #rows: Model<RegisterRow>;
  readonly #proceedings: Model<ProceedingRow>;

  constructor(connection: Connection) {
    this.#rows = registerRows(connection);
    this.#proceedings = proceedingRows(connection);
  }

  /** A page of tasks, the earliest due first, those without a due time last. */
  async list(filter: TaskFilter, page: PageRequest): Promise<Page<TaskEntry>> {
    const waits = await this.waits(filter);
    // However many of the waits come before the page, the tasks on it begin no earlier than this.
    const from = Math.max(0, page.offset - waits.length);
    const { items, total } = await this.#ofCases(filter, { offset: from, limit: page.offset + page.limit - from });
    const merged = [...items, ...waits].sort(earlierFirst).slice(page.offset - from);
    return { ...page, items: merged.slice(0, page.limit), total: total + waits.length };
  }

  /** All open waits of proceedings, the earliest due first. There are few: some for each proceeding that is open. */
  async waits(filter: TaskFilter): Promise<TaskEntry[]> {
    // None belongs to a department.
    if (filter.departments !== undefined && filter.departmentRoles === undefined) return [];
    const wanted = waitsWantedBy(filter);
    const rows = await this.#proceedings.aggregate<WaitFound>([
      { $match: { $and: [{ 'waits.0': { $exists: true } }, ...wanted] } },
      { $project: { kind: 1, policy: 1, places: 1, waits: 1 } },
      { $unwind: '$waits' },
      { $match: { $and: [...wanted, { 'waits.closedTo': { $nin: barredIn(filter) } }] } },
    ]);
    return rows
      .filter((row) => isThere(filter, row))
      .map(waitEntryFrom)
      .sort(earlierFirst);
  }

  async #ofCases(filter: TaskFilter, page: PageRequest): Promise<Page<TaskEntry>> {
    const wanted = wantedBy(filter);
    const found: PipelineStage[] = [
      // Some task of the case is wanted; then each for itself.
      { $match: { $and: [{ 'tasks.0': { $exists: true } }, ...wanted] } },
      { $project: { tasks: 1, entry: 1 } },
      { $unwind: '$tasks' },
      { $match: { $and: [...wanted, ...withoutHearings(filter), { 'tasks.closedTo': { $nin: barredIn(filter) } }] } },
    ];
    const [rows, counts] = await Promise.all([
      this.#rows.aggregate<Pick<RegisterRow, 'entry'> & { tasks: TaskRow }>([
        ...found,
        { $sort: { 'tasks.dueAt': 1, _id: 1, 'tasks.id': 1 } },
        { $skip: page.offset },
        { $limit: page.limit },
      ]),
      this.#rows.aggregate<{ total: number }>([...found, { $group: { _id: null, total: { $sum: 1 } } }]),
    ]);
    return { ...page, items: rows.map(taskEntryFrom), total: counts[0]?.total ?? 0 };
  }
}

type Condition = Record<string, unknown>;

function barredIn({ persons = [], closedTo = [] }: TaskFilter): string[] {
  return [...persons, ...closedTo];
}

function wantedBy(filter: TaskFilter): Condition[] {
  const { persons, roles, departmentRoles, departments, policy, no, dueBefore } = filter;
  const there = filter.places === undefined ? {} : seenFrom(filter.places);
  const ways: Condition[] = [
    ...(persons === undefined ? [] : [{ 'tasks.assignee': { $in: [...persons] } }]),
    ...(roles === undefined ? [] : [{ 'tasks.openTo': { $in: [...roles] }, ...there }]),
    ...(departmentRoles === undefined
      ? []
      : [
          {
            'tasks.openTo': { $in: [...departmentRoles] },
            'tasks.department': { $in: [null, ...(departments ?? [])] },
            ...there,
          },
        ]),
  ];
  return [
    ...(ways.length === 0 ? [] : [{ $or: ways }]),
    ...(departments === undefined || departmentRoles !== undefined
      ? []
      : [{ 'tasks.department': { $in: [...departments] } }]),
    ...(filter.seenFrom === undefined ? [] : [seenFrom(filter.seenFrom)]),
    ...(filter.place === undefined ? [] : [{ 'entry.places': { $in: [...filter.place] } }]),
    ...(policy === undefined ? [] : [{ 'entry.policy': { $in: [policy].flat() } }]),
    ...(no === undefined ? [] : [{ _id: { $eq: no } }]),
    ...(dueBefore === undefined ? [] : [{ 'tasks.dueAt': { $lt: new Date(dueBefore) } }]),
  ];
}

/** Of single tasks: a case that has a hearing has others, too. */
function withoutHearings({ noHearings, hearings }: TaskFilter): Condition[] {
  if (noHearings === true) return [{ 'tasks.heard': { $ne: true } }];
  if (hearings === undefined) return [];
  const { actions, person, policies, notIn } = hearings;
  return [
    {
      $or: [
        { 'tasks.actions': { $nin: [...actions] } },
        { 'tasks.assignee': { $eq: person } },
        { 'entry.policy': { $in: [...policies] }, _id: { $nin: [...notIn] } },
      ],
    },
  ];
}

function waitsWantedBy({ persons, roles, departmentRoles, policy, no, dueBefore }: TaskFilter): Condition[] {
  const held = [...(roles ?? []), ...(departmentRoles ?? [])];
  const ways: Condition[] = [
    ...(persons === undefined ? [] : [{ 'waits.assignee': { $in: [...persons] } }]),
    ...(roles === undefined && departmentRoles === undefined ? [] : [{ 'waits.openTo': { $in: held } }]),
  ];
  return [
    ...(ways.length === 0 ? [] : [{ $or: ways }]),
    ...(policy === undefined ? [] : [{ policy: { $in: [policy].flat() } }]),
    ...(no === undefined ? [] : [{ _id: { $eq: no } }]),
    ...(dueBefore === undefined ? [] : [{ 'waits.dueAt': { $lt: new Date(dueBefore) } }]),
  ];
}

/** The order of the database: by due time, what is never due last; then by number and name. */
function earlierFirst(a: TaskEntry, b: TaskEntry): number {
  const places = ({ dueAt = NEVER, no, id }: TaskEntry): string[] => [dueAt, no, id];
  const others = places(b);
  const differs = places(a).findIndex((place, i) => place !== others[i]);
  if (differs === -1) return 0;
  return (places(a)[differs] ?? '') < (others[differs] ?? '') ? -1 : 1;
}
const NEVER = '~';

type WaitFound = Pick<ProceedingRow, '_id' | 'kind' | 'policy' | 'places'> & { waits: WaitRow };

/** Of the places of a proceeding: seen from any of them, its roles count for who holds them at or above each. */
function isThere(
  { places, seenFrom: posts, place, persons }: TaskFilter,
  { places: paths = [], waits }: WaitFound,
): boolean {
  if (place !== undefined && !paths.some((path) => isHeldAt(place, path))) return false;
  if (posts !== undefined && paths.length > 0 && !paths.some((path) => isHeldAt(posts, path))) return false;
  if (places === undefined || (waits.assignee !== undefined && persons?.includes(waits.assignee) === true)) return true;
  return paths.every((path) => isHeldAt(places, path));
}

function waitEntryFrom(row: WaitFound): TaskEntry {
  const { _id: no, kind, policy, places = [], waits } = row;
  const wait = waitFrom(waits);
  const there = commonPath(places);
  return {
    ...{ kind: kind as FileKind, no, policy, ...wait, roles: wait.openTo },
    ...(there === undefined ? {} : { places: there }),
  };
}

function taskEntryFrom({ entry, tasks }: Pick<RegisterRow, 'entry'> & { tasks: TaskRow }): TaskEntry {
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
