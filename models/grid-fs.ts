import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import mongoose from 'mongoose';
import type { Connection } from 'mongoose';
import type { ContentStore } from './content-store';
import { ContentMissing } from './content-store';

const BUCKET = 'attachmentContents';
/** Of a document; a photo of a phone takes some four. */
const CHUNK_BYTES = 1024 * 1024;

type Bucket = InstanceType<typeof mongoose.mongo.GridFSBucket>;

/**
 * Contents in GridFS, MongoDB's own form for files: one store, one backup. Ids are names of ours, so that the collections
 * say nothing of what is kept.
 */
export class GridFs implements ContentStore {
  #bucket: Bucket | undefined;

  constructor(private readonly connection: Connection) {}

  async put(id: string, bytes: AsyncIterable<Uint8Array>): Promise<void> {
    await pipeline(Readable.from(bytes, { objectMode: false }), this.#open().openUploadStreamWithId(asId(id), id));
  }

  async *get(id: string): AsyncGenerator<Uint8Array> {
    if (!(await this.exists(id))) throw new ContentMissing(id);
    for await (const bytes of this.#open().openDownloadStream(asId(id))) yield bytes as Uint8Array;
  }

  async exists(id: string): Promise<boolean> {
    const [found] = await this.#open()
      .find({ _id: asId(id) }, { limit: 1 })
      .toArray();
    return found !== undefined;
  }

  async remove(id: string): Promise<void> {
    try {
      await this.#open().delete(asId(id));
    } catch (error) {
      // It has removed the chunks all the same.
      if (!isNotFound(error)) throw error;
    }
  }

  /** The connection may come up later, and be opened anew. */
  #open(): Bucket {
    const { db } = this.connection;
    if (db === undefined) throw new mongoose.mongo.MongoNotConnectedError('Not connected to MongoDB');
    if (this.#bucket === undefined || this.#db !== db) {
      this.#db = db;
      this.#bucket = new mongoose.mongo.GridFSBucket(db, { bucketName: BUCKET, chunkSizeBytes: CHUNK_BYTES });
    }
    return this.#bucket;
  }
  #db: Connection['db'];
}

/** Any value can be an id; the driver's types know of its own alone. */
function asId(id: string): mongoose.mongo.ObjectId {
  return id as unknown as mongoose.mongo.ObjectId;
}

/** The driver has no class for it. */
function isNotFound(error: unknown): boolean {
  return error instanceof mongoose.mongo.MongoRuntimeError && error.message.startsWith('File not found');
}
