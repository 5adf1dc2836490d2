import { Schema } from 'mongoose';
import type { Connection, Model } from 'mongoose';
import type { Proceeding } from '../domain/linked-cases/definition';
import type { ProceedingState } from '../domain/linked-cases/state';
import type { Wait } from '../domain/linked-cases/waits';
import { waitsOf } from '../domain/linked-cases/waits';
import { DATE, modelOf, NUMBER, partSchema, rowSchema, TEXT, TEXTS } from './model-of';
import { declare } from './queries';
import { dueDate, dueFrom } from './due-date';

/** What lists show of a proceeding: plain facts, nothing sealed. Those of its own kind stand beside the others. */
export interface ProceedingEntry {
  no: string;
  seq: number;
  status: string;
  policy: string;
  openedAt?: string;
  closedAt?: string;
  /** The earliest due time. */
  dueAt?: string;
  updatedAt: string;
  [fact: string]: string | number | undefined;
}

/** An entry with its open waits in one row: they change together or not at all. */
export interface ProceedingRow {
  _id: string;
  kind: string;
  seq: number;
  status: string;
  policy: string;
  facts: Record<string, string>;
  /** Paths of the places that what it is about belongs to; absent where that is none. */
  places?: string[][];
  /** All that stand on these paths: a post at any of them shows it in lists. */
  seenFrom?: string[];
  waits: WaitRow[];
  openedAt?: Date;
  closedAt?: Date;
  dueAt?: Date;
  updatedAt: Date;
}
export type WaitRow = Omit<Wait, 'openedAt' | 'dueAt'> & { openedAt: Date; dueAt: Date };

export function proceedingRows(connection: Connection): Model<ProceedingRow> {
  return modelOf(connection, 'proceedings', proceedingSchema);
}

export function rowOf<S extends ProceedingState>(kind: Proceeding<S>, state: S, updatedAt: string): ProceedingRow {
  const waits = waitsOf(kind, state);
  const [dueAt] = waits.flatMap((wait) => wait.dueAt ?? []).sort();
  const facts = Object.entries(kind.facts?.(state) ?? {}).filter(
    (fact): fact is [string, string] => fact[1] !== undefined,
  );
  const { places = [] } = state;
  return {
    ...(places.length === 0 ? {} : { places: places.map((path) => [...path]), seenFrom: [...new Set(places.flat())] }),
    ...{ _id: state.no, kind: kind.kind, seq: state.seq, status: state.status, policy: state.policy.id },
    facts: Object.fromEntries(facts),
    waits: waits.map((wait) => ({ ...wait, openedAt: new Date(wait.openedAt), dueAt: dueDate(wait.dueAt) })),
    ...(state.openedAt === undefined ? {} : { openedAt: new Date(state.openedAt) }),
    ...(state.closedAt === undefined ? {} : { closedAt: new Date(state.closedAt) }),
    ...(dueAt === undefined ? {} : { dueAt: new Date(dueAt) }),
    updatedAt: new Date(updatedAt),
  };
}

export function proceedingEntryFrom(row: Omit<ProceedingRow, 'waits'>): ProceedingEntry {
  const { _id, facts, openedAt, closedAt, dueAt, updatedAt, seq, status, policy } = row;
  return {
    ...facts,
    ...{ no: _id, seq, status, policy },
    ...(openedAt === undefined ? {} : { openedAt: openedAt.toISOString() }),
    ...(closedAt === undefined ? {} : { closedAt: closedAt.toISOString() }),
    ...(dueAt === undefined ? {} : { dueAt: dueAt.toISOString() }),
    updatedAt: updatedAt.toISOString(),
  };
}

export function waitFrom({ openedAt, dueAt, ...plain }: WaitRow): Wait {
  return { ...plain, openedAt: openedAt.toISOString(), ...dueFrom(dueAt) };
}

const waitSchema = partSchema<WaitRow>({
  id: TEXT,
  title: { type: partSchema({ zh: TEXT, en: TEXT }), required: true },
  ...{ actions: TEXTS, role: TEXT, assignee: String, openedAt: DATE, dueAt: DATE, openTo: TEXTS, closedTo: TEXTS },
});
const UP = { openedAt: 1, _id: 1 } as const;
const DOWN = { openedAt: -1, _id: -1 } as const;
const declared = declare({
  collection: 'proceedings',
  indexes: [
    { keys: { _id: 1, seq: 1 }, unique: true },
    { keys: { kind: 1, ...UP } },
    { keys: { kind: 1, status: 1, ...UP } },
    ...['waits.dueAt', 'waits.openTo', 'waits.assignee'].map((field) => ({ keys: { [field]: 1 as const } })),
  ],
  queries: [
    { name: 'compare-and-set', equal: ['_id', 'seq'] },
    { name: 'of a kind, the latest first', equal: ['kind'], sort: DOWN },
    { name: 'by status, the latest first', equal: ['kind', 'status'], sort: DOWN },
    { name: 'everything that waits', range: 'waits.dueAt' },
    { name: 'what waits for a role', equal: ['waits.openTo'] },
    { name: 'what waits for somebody', equal: ['waits.assignee'] },
  ],
});
const proceedingSchema = rowSchema<ProceedingRow>(
  {
    ...{ _id: TEXT, kind: TEXT, seq: NUMBER, status: TEXT, policy: TEXT },
    // As they are: each kind of proceeding has its own.
    facts: { type: Schema.Types.Mixed, required: true },
    places: Schema.Types.Mixed,
    seenFrom: { type: [String], default: undefined },
    waits: { type: [waitSchema], required: true },
    ...{ openedAt: Date, closedAt: Date, dueAt: Date, updatedAt: DATE },
  },
  declared,
);
