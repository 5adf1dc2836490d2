import type { CaseState, Task } from '../domain/case/state';
import { dueOf, openTasks } from '../domain/case/tasks/tasks';
import type { Bilingual } from '../domain/values/text';
import type { Folded } from './case-states';
import { FIELD_NAMES, FIELDS } from './register-fields';
import type { FieldKind, RegisterEntry } from './register-fields';

export type { RegisterEntry } from './register-fields';

/** An open task as the register keeps it. */
export interface RegisteredTask {
  /** `line/step/visit/name`, unique in the case. */
  id: string;
  title: Bilingual;
  actions: string[];
  roles: string[];
  role: string;
  department?: string;
  assignee?: string;
  openedAt: string;
  dueAt?: string;
  offer?: Task['offer'] & object;
  /** Roles whose holders may act: of an assigned task only those that it was escalated to. */
  openTo: string[];
  /** The assignee is heard in their own matter, which is no substitute's. */
  heard?: true;
  /** Persons who may not act: barred from the task, or complained about. */
  closedTo: string[];
}

/** The entry of a case. */
export function entryOf(folded: Folded): RegisterEntry {
  const told = FIELD_NAMES.map((name) => {
    const { kind, of } = FIELDS[name];
    const value = of(folded);
    return [name, isTime(kind) ? instant(value as string | undefined) : value] as const;
  });
  return defined(Object.fromEntries(told)) as unknown as RegisterEntry;
}

/** Whether a fact is a point in time, which is stored as a date. */
export function isTime(kind: FieldKind): boolean {
  return kind === 'instant' || kind === 'due';
}

/** The open tasks of a case, the earliest due first. */
export function tasksOf({ state }: Folded): RegisteredTask[] {
  return openTasks(state).map((task) =>
    defined({
      id: task.id,
      title: task.title,
      actions: task.actions,
      roles: task.roles,
      role: task.role,
      department: task.department,
      assignee: task.assignee,
      openedAt: new Date(task.openedAt).toISOString(),
      dueAt: instant(dueOf(task)),
      heard: task.heard,
      offer: task.offer,
      openTo: openTo(task),
      closedTo: closedTo(state, task),
    }),
  );
}

function closedTo({ respondents }: CaseState, { heard, barred }: Task): string[] {
  return heard === true ? [] : [...new Set([...respondents, ...barred.map(({ id }) => id)])];
}

/** See `ineligible`: an assigned task is the assignee's, and that of roles it was escalated to later. */
function openTo({ assignee, roles, heard }: Task): string[] {
  if (heard === true) return [];
  return assignee === undefined ? roles : roles.slice(1);
}

/** In one spelling, so that texts compare as times do. */
function instant(at: string | undefined): string | undefined {
  return at === undefined ? undefined : new Date(at).toISOString();
}

type Defined<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/** The same without the fields that are undefined. */
function defined<T extends object>(value: T): Defined<T> {
  return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as Defined<T>;
}
