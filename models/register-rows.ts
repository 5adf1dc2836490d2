import { Schema } from 'mongoose';
import type { Connection, Model } from 'mongoose';
import type { Mark } from '../domain/reports/mark';
import type { Folded } from './case-states';
import { DATE, FLAG, modelOf, NUMBER, partSchema, rowSchema, TEXT, TEXTS } from './model-of';
import { dueDate, dueFrom } from './due-date';
import { entryOf, tasksOf } from './register-entry';
import type { RegisteredTask, RegisterEntry } from './register-entry';

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
  /** What reports count of it. */
  marks: Mark[];
  bundleHash: string;
}
type EntryRow = Omit<RegisterEntry, 'recordedAt' | 'dueAt' | 'closedAt' | 'updatedAt'> & {
  recordedAt?: Date;
  dueAt: Date;
  closedAt?: Date;
  updatedAt: Date;
};
export type TaskRow = Omit<RegisteredTask, 'openedAt' | 'dueAt'> & { openedAt: Date; dueAt: Date };

export function registerRows(connection: Connection): Model<RegisterRow> {
  return modelOf(connection, 'register', registerSchema);
}

export function caseRow(folded: Folded): CaseRow {
  const { recordedAt, dueAt, closedAt, updatedAt, ...plain } = entryOf(folded);
  return {
    entry: {
      ...plain,
      ...(recordedAt === undefined ? {} : { recordedAt: new Date(recordedAt) }),
      dueAt: dueDate(dueAt),
      ...(closedAt === undefined ? {} : { closedAt: new Date(closedAt) }),
      updatedAt: new Date(updatedAt),
    },
    tasks: tasksOf(folded).map((task) => ({
      ...task,
      openedAt: new Date(task.openedAt),
      dueAt: dueDate(task.dueAt),
    })),
    marks: [...folded.marks],
    bundleHash: folded.state.policy.bundleHash,
  };
}

export function entryFrom({ recordedAt, dueAt, closedAt, updatedAt, ...plain }: EntryRow): RegisterEntry {
  return {
    ...plain,
    ...(recordedAt === undefined ? {} : { recordedAt: recordedAt.toISOString() }),
    ...dueFrom(dueAt),
    ...(closedAt === undefined ? {} : { closedAt: closedAt.toISOString() }),
    updatedAt: updatedAt.toISOString(),
  };
}

export function taskFrom({ openedAt, dueAt, ...plain }: TaskRow): RegisteredTask {
  return { ...plain, openedAt: openedAt.toISOString(), ...dueFrom(dueAt) };
}

const entrySchema = partSchema<EntryRow>({
  ...{ no: TEXT, seq: NUMBER, status: TEXT, stage: String, policy: TEXT, version: TEXT },
  categories: { type: [String], default: undefined },
  places: { type: [String], default: undefined },
  ...{ category: String, channel: String, severity: String, major: FLAG, department: String, handler: String },
  ...{
    recordedAt: Date,
    dueAt: DATE,
    closedAt: Date,
    end: String,
    firstEnd: String,
    firstEndedAt: String,
    lastEndedAt: String,
    round: NUMBER,
    updatedAt: DATE,
  },
});
const taskSchema = partSchema<TaskRow>({
  id: TEXT,
  title: { type: partSchema({ zh: TEXT, en: TEXT }), required: true },
  ...{ actions: TEXTS, roles: TEXTS, role: TEXT, department: String, assignee: String },
  ...{ openedAt: DATE, dueAt: DATE, heard: Boolean, offer: Schema.Types.Mixed, openTo: TEXTS, closedTo: TEXTS },
});
const registerSchema = rowSchema<RegisterRow>({
  ...{ _id: TEXT, rev: NUMBER, tokens: TEXTS, erased: FLAG },
  entry: { type: entrySchema, required: true },
  tasks: { type: [taskSchema], required: true },
  // As they are: plain objects that nobody changes once they are made.
  marks: { type: Schema.Types.Mixed, required: true },
  bundleHash: { type: String, default: '' },
  counted: Schema.Types.Mixed,
  uncounted: FLAG,
});
// The embedded stand-in finds a row fast only by exactly the fields of a unique index, so compare-and-set needs this one.
registerSchema.index({ _id: 1, rev: 1 }, { unique: true });
registerSchema.index({ tokens: 1 });
registerSchema.index({ 'entry.status': 1, 'entry.dueAt': 1 });
registerSchema.index({ 'entry.recordedAt': -1 });
registerSchema.index({ 'entry.updatedAt': -1 });
registerSchema.index({ 'entry.places': 1, 'entry.recordedAt': -1 });
registerSchema.index({ 'tasks.openTo': 1 });
registerSchema.index({ 'tasks.assignee': 1 });
registerSchema.index({ 'marks.at': 1 });
registerSchema.index({ uncounted: 1 });
