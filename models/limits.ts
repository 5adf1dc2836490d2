import mongoose from 'mongoose';
import type { Schema } from 'mongoose';

/** How long the database may work on any query; less than a connection waits for an answer. */
const QUERY_WITHIN_MS = 15_000;
/** The same for what lists and searches ask, which somebody waits for. */
export const LIST_WITHIN_MS = 5_000;

/** The database stopped a query that asked for too much: narrowed, it may be answered. Not an outage. */
export class TooBroad extends Error {
  override readonly name = 'TooBroad';
}

/** By MongoDB's list of error codes. */
const MAX_TIME_MS_EXPIRED = 50;

/**
 * The same, but that what was stopped for its time is too broad.
 * @throws TooBroad
 */
export async function orTooBroad<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof mongoose.mongo.MongoServerError && error.code === MAX_TIME_MS_EXPIRED)
      throw new TooBroad('The query took too long', { cause: error });
    throw error;
  }
}

/** Gives every query of a schema its limit of time, unless it says its own. */
export function limitQueries<Row>(schema: Schema<Row>): Schema<Row> {
  schema.pre(['find', 'findOne', 'countDocuments', 'distinct'], function () {
    const { maxTimeMS } = this.getOptions() as { maxTimeMS?: number };
    if (maxTimeMS === undefined) this.setOptions({ maxTimeMS: QUERY_WITHIN_MS });
  });
  schema.pre('aggregate', function () {
    if ((this.options as { maxTimeMS?: number }).maxTimeMS === undefined) this.option({ maxTimeMS: QUERY_WITHIN_MS });
  });
  return schema;
}
