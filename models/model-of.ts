import { Schema } from 'mongoose';
import type { Connection, Model, SchemaDefinition } from 'mongoose';
import { limitQueries } from './limits';
import type { Declared } from './queries';

/** Fields that every row of a kind has. */
export const TEXT = { type: String, required: true } as const;
export const TEXTS = { type: [String], required: true } as const;
export const NUMBER = { type: Number, required: true } as const;
export const FLAG = { type: Boolean, required: true } as const;
export const DATE = { type: Date, required: true } as const;

/**
 * The schema of rows whose every field is named. Nothing else is stored, empty objects are kept, and neither collections
 * nor indexes are made in passing (the embedded stand-in answers an unknown error to that; see `ensureIndexes`).
 *
 * @param declared what the rows are asked, and the indexes that answer it; without, they are found by `_id` alone
 */
export function rowSchema<Row>(fields: Record<keyof Row, unknown>, declared?: Declared): Schema<Row> {
  const schema = new Schema<Row>(fields as SchemaDefinition, {
    versionKey: false,
    autoCreate: false,
    autoIndex: false,
    minimize: false,
    strict: 'throw',
    id: false,
  });
  for (const { keys, unique } of declared?.indexes ?? [])
    schema.index({ ...keys }, unique === true ? { unique: true } : {});
  return limitQueries(schema);
}

/** The schema of objects within rows. */
export function partSchema<Part>(fields: Record<keyof Part, unknown>): Schema<Part> {
  return new Schema<Part>(fields as SchemaDefinition, {
    _id: false,
    id: false,
    minimize: false,
    strict: 'throw',
  });
}

/** The model of a collection on this connection, made at the first call. */
export function modelOf<Row>(connection: Connection, collection: string, schema: Schema<Row>): Model<Row> {
  const known = connection.models[collection] as Model<Row> | undefined;
  return known ?? connection.model<Row>(collection, schema, collection);
}

/** Adds a row unless there is one with its key: then it answers false. */
export async function insertOnce<Row extends { _id: string }>(rows: Model<Row>, row: Row): Promise<boolean> {
  try {
    await rows.collection.insertOne(row as never);
    return true;
  } catch (error) {
    if (isDuplicate(error)) return false;
    throw error;
  }
}

/** A row that is new, or a change of one that is still as it was found: nothing else. */
export type Write<Row> =
  | { insertOne: { document: Row } }
  | { updateOne: { filter: Partial<Row> & { _id: string }; update: { $set: Partial<Row> } } };

/**
 * Writes rows in their order, as many as there are in one command, until `left` finds nothing left to write: what
 * somebody else has added or changed meanwhile is looked at anew. Cut off anywhere, the first ones are written, each
 * whole, and the others are not.
 */
export async function writeAll<Row extends { _id: string }>(
  rows: Model<Row>,
  left: () => Promise<Write<Row>[]>,
): Promise<void> {
  for (let writes = await left(); writes.length > 0; writes = await left()) {
    try {
      const done = await rows.collection.bulkWrite(writes as never[], { ordered: true });
      if (done.insertedCount + done.matchedCount === writes.length) return;
    } catch (error) {
      if (!isDuplicate(error)) throw error;
    }
  }
}

/** Whether a write failed because a row with this key is there already. */
export function isDuplicate(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 11_000;
}
