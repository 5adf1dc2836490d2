import type { FileKind } from '../domain/values/complaint-number';
import { isHeldAt } from '../domain/values/place';
import { NEVER } from './due-date';
import type { ProceedingRow, WaitRow } from './proceeding-rows';
import { seenFrom } from './register-query';

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
   * cases of these policies, but not in those that are about this person.
   */
  hearings?: { actions: readonly string[]; person: string; policies: readonly string[] };
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
  /** Only what is due at this ISO instant or later; what has no time limit is left out. */
  dueFrom?: string;
  /** Only what is due before this ISO instant. */
  dueBefore?: string;
  /** Only what was due before `at` (ISO instant) and waits still; or, `is` being false, what was not. */
  overdue?: { is: boolean; at: string };
  /** What they belong to. */
  kind?: readonly FileKind[];
  /** One of the actions that end it. */
  action?: readonly string[];
  /** The role whose turn it is. */
  role?: readonly string[];
  /** Staff id of whoever it is given to by name. */
  assignee?: readonly string[];
  /** Given to somebody by name, or to nobody yet. */
  isAssigned?: boolean;
  /** Of complaints that these words, this phone, mail or number find; see `RegisterFilter`, whose rules hold. */
  text?: string;
  notFoundByWords?: { policies: readonly string[]; about: readonly string[] };
}

export type Condition = Record<string, unknown>;

/** Staff ids to whom nothing listed may be closed. */
export function barredIn({ persons = [], closedTo = [] }: TaskFilter): string[] {
  return [...persons, ...closedTo];
}

/**
 * Conditions on a row of the register, or on a task of it that stands where the array does: of the row, that some of its
 * tasks may be wanted; of the task, that it is.
 */
export function wantedBy(filter: TaskFilter): { ways: Condition[]; all: Condition[] } {
  const { persons, roles, departmentRoles, departments, policy, no } = filter;
  const there = filter.places === undefined ? {} : seenFrom(filter.places);
  const ofDepartments = { $in: [null, ...(departments ?? [])] };
  const ways: Condition[] = [
    ...(persons === undefined ? [] : [{ 'tasks.assignee': { $in: [...persons] } }]),
    ...(roles === undefined ? [] : [{ 'tasks.openTo': { $in: [...roles] }, ...there }]),
    ...(departmentRoles === undefined
      ? []
      : [{ 'tasks.openTo': { $in: [...departmentRoles] }, 'tasks.department': ofDepartments, ...there }]),
  ];
  const all = [
    ...(departments === undefined || departmentRoles !== undefined
      ? []
      : [{ 'tasks.department': { $in: [...departments] } }]),
    ...(filter.seenFrom === undefined ? [] : [seenFrom(filter.seenFrom)]),
    ...(filter.place === undefined ? [] : [{ 'entry.places': { $in: [...filter.place] } }]),
    ...(policy === undefined ? [] : [{ 'entry.policy': { $in: [policy].flat() } }]),
    ...(no === undefined ? [] : [{ _id: { $eq: no } }]),
    ...ofTheTask('tasks', filter),
  ];
  return { ways, all };
}

/** What holds of a task itself, wherever it is kept. */
function ofTheTask(at: 'tasks' | 'waits', filter: TaskFilter): Condition[] {
  const { action, role, assignee, isAssigned, dueFrom, dueBefore, overdue } = filter;
  const due = overdue === undefined ? undefined : new Date(overdue.at);
  return [
    ...(action === undefined ? [] : [{ [`${at}.actions`]: { $in: [...action] } }]),
    ...(role === undefined ? [] : [{ [`${at}.role`]: { $in: [...role] } }]),
    ...(assignee === undefined ? [] : [{ [`${at}.assignee`]: { $in: [...assignee] } }]),
    ...(isAssigned === undefined ? [] : [{ [`${at}.assignee`]: isAssigned ? { $gte: '' } : { $eq: null } }]),
    ...(dueFrom === undefined ? [] : [{ [`${at}.dueAt`]: { $gte: new Date(dueFrom), $lt: NEVER } }]),
    ...(dueBefore === undefined ? [] : [{ [`${at}.dueAt`]: { $lt: new Date(dueBefore) } }]),
    ...(due === undefined ? [] : [{ [`${at}.dueAt`]: overdue?.is === true ? { $lt: due } : { $gte: due } }]),
  ];
}

/** Of single tasks: a case that has a hearing has others, too. */
export function withoutHearings({ noHearings, hearings }: TaskFilter): Condition[] {
  if (noHearings === true) return [{ 'tasks.heard': { $ne: true } }];
  if (hearings === undefined) return [];
  const { actions, person, policies } = hearings;
  return [
    {
      $or: [
        { 'tasks.actions': { $nin: [...actions] } },
        { 'tasks.assignee': { $eq: person } },
        { 'entry.policy': { $in: [...policies] }, about: { $ne: person } },
      ],
    },
  ];
}

/** The same of waits of proceedings, whose places are looked at by `isThere`. */
export function waitsWantedBy(filter: TaskFilter): Condition[] {
  const { persons, roles, departmentRoles, policy, no, kind } = filter;
  const held = [...(roles ?? []), ...(departmentRoles ?? [])];
  const ways: Condition[] = [
    ...(persons === undefined ? [] : [{ 'waits.assignee': { $in: [...persons] } }]),
    ...(roles === undefined && departmentRoles === undefined ? [] : [{ 'waits.openTo': { $in: held } }]),
  ];
  return [
    ...(ways.length === 0 ? [] : [{ $or: ways }]),
    ...(policy === undefined ? [] : [{ policy: { $in: [policy].flat() } }]),
    ...(kind === undefined ? [] : [{ kind: { $in: [...kind] } }]),
    ...(no === undefined ? [] : [{ _id: { $eq: no } }]),
    ...ofTheTask('waits', filter),
  ];
}

/** Of the places of a proceeding: seen from any of them, its roles count for who holds them at or above each. */
export function isThere(
  { places, seenFrom: posts, place, persons }: TaskFilter,
  { places: paths = [], waits }: Pick<ProceedingRow, 'places'> & { waits: WaitRow },
): boolean {
  if (place !== undefined && !paths.some((path) => isHeldAt(place, path))) return false;
  if (posts !== undefined && paths.length > 0 && !paths.some((path) => isHeldAt(posts, path))) return false;
  if (places === undefined || (waits.assignee !== undefined && persons?.includes(waits.assignee) === true)) return true;
  return paths.every((path) => isHeldAt(places, path));
}

/** Whether tasks of proceedings can be among them: none belongs to a department, and none is found by words. */
export function mayBeWaits({ departments, departmentRoles, kind, text }: TaskFilter): boolean {
  if (text !== undefined) return false;
  if (kind !== undefined && kind.every((one) => one === 'complaint')) return false;
  return departments === undefined || departmentRoles !== undefined;
}

/** Whether tasks of complaints can be. */
export function mayBeOfCases({ kind }: TaskFilter): boolean {
  return kind === undefined || kind.includes('complaint');
}
