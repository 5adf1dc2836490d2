import { Schema } from 'mongoose';
import type { Connection, Model } from 'mongoose';
import type { Mark } from '../domain/reports/mark';
import type { Folded } from './case-states';
import { dueDate, dueFrom } from './due-date';
import { DATE, FLAG, modelOf, NUMBER, partSchema, rowSchema, TEXT, TEXTS } from './model-of';
import { entryOf, isTime, tasksOf } from './register-entry';
import type { RegisteredTask } from './register-entry';
import { FIELD_NAMES, FIELDS } from './register-fields';
import type { EntryRow, Field, FieldKind, FieldName, RegisterEntry } from './register-fields';
import { REGISTER_QUERIES } from './register-queries';

/** An entry with its open tasks in one row: they change together or not at all. */
export interface RegisterRow extends CaseRow {
  /** Complaint number. */
  _id: string;
  /** Counts the writes to this row; each write says on which it builds. */
  rev: number;
  /** Keyed search tokens of the sealed texts. */
  tokens: string[];
  /** Set when the person was erased: nothing is indexed any more. */
  erased: boolean;
  /** What of it the counters have; absent while that is nothing. Theirs alone to write. */
  counted?: Counted;
  /** Whether it has changed since it was counted. */
  uncounted: boolean;
}

/** See `Counters`. */
export interface Counted {
  generation: number;
  /** The batch in which it was counted last. */
  batch: number;
  /** How many of its marks were. */
  marks: number;
  standing: string[];
}

/** The part of a row that its case's events say. */
export interface CaseRow {
  entry: EntryRow;
  tasks: TaskRow[];
  /** There are any: only such rows are looked at for tasks, however many are closed. */
  hasTasks: boolean;
  /** Whom it is about, staff ids: they find it by no words. */
  about: string[];
  /** What reports count of it. */
  marks: Mark[];
  bundleHash: string;
}
export type TaskRow = Omit<RegisteredTask, 'openedAt' | 'dueAt'> & { openedAt: Date; dueAt: Date };

export function registerRows(connection: Connection): Model<RegisterRow> {
  return modelOf(connection, 'register', registerSchema);
}

export function caseRow(folded: Folded): CaseRow {
  const tasks = tasksOf(folded).map((task) => ({
    ...task,
    openedAt: new Date(task.openedAt),
    dueAt: dueDate(task.dueAt),
  }));
  return {
    entry: rowOfEntry(entryOf(folded)),
    tasks,
    hasTasks: tasks.length > 0,
    about: [...folded.state.respondents].sort(),
    marks: [...folded.marks],
    bundleHash: folded.state.policy.bundleHash,
  };
}

function rowOfEntry(entry: RegisterEntry): EntryRow {
  const stored = FIELD_NAMES.flatMap((name): [FieldName, unknown][] => {
    const { kind } = FIELDS[name];
    const value = entry[name];
    if (kind === 'due') return [[name, dueDate(value as string | undefined)]];
    if (value === undefined) return [];
    return [[name, isTime(kind) ? new Date(value as string) : value]];
  });
  return Object.fromEntries(stored) as unknown as EntryRow;
}

export function entryFrom(row: EntryRow): RegisterEntry {
  const told = FIELD_NAMES.flatMap((name): [FieldName, unknown][] => {
    const { kind } = FIELDS[name];
    const value = row[name];
    if (value === undefined) return [];
    if (kind === 'due') return Object.entries(dueFrom(value as Date)) as [FieldName, unknown][];
    return [[name, isTime(kind) ? (value as Date).toISOString() : value]];
  });
  return Object.fromEntries(told) as unknown as RegisterEntry;
}

export function taskFrom({ openedAt, dueAt, ...plain }: TaskRow): RegisteredTask {
  return { ...plain, openedAt: openedAt.toISOString(), ...dueFrom(dueAt) };
}

const STORED_AS: Readonly<Record<FieldKind, (field: Field) => unknown>> = {
  text: ({ required }) => (required ? TEXT : String),
  texts: ({ required }) => (required ? TEXTS : { type: [String], default: undefined }),
  number: ({ required }) => (required ? NUMBER : Number),
  flag: ({ required }) => (required ? FLAG : Boolean),
  instant: ({ required }) => (required ? DATE : Date),
  due: () => DATE,
};
const entrySchema = partSchema<EntryRow>(
  Object.fromEntries(FIELD_NAMES.map((name) => [name, STORED_AS[FIELDS[name].kind](FIELDS[name])])) as Record<
    FieldName,
    unknown
  >,
);
const taskSchema = partSchema<TaskRow>({
  id: TEXT,
  title: { type: partSchema({ zh: TEXT, en: TEXT }), required: true },
  ...{ actions: TEXTS, roles: TEXTS, role: TEXT, department: String, assignee: String },
  ...{ openedAt: DATE, dueAt: DATE, heard: Boolean, offer: Schema.Types.Mixed, openTo: TEXTS, closedTo: TEXTS },
});
const registerSchema = rowSchema<RegisterRow>(
  {
    ...{ _id: TEXT, rev: NUMBER, tokens: TEXTS, erased: FLAG, hasTasks: FLAG, about: TEXTS },
    entry: { type: entrySchema, required: true },
    tasks: { type: [taskSchema], required: true },
    // As they are: plain objects that nobody changes once they are made.
    marks: { type: Schema.Types.Mixed, required: true },
    bundleHash: { type: String, default: '' },
    counted: Schema.Types.Mixed,
    uncounted: FLAG,
  },
  REGISTER_QUERIES,
);
