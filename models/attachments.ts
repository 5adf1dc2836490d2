import { createHash, createHmac, randomBytes } from 'node:crypto';
import type { Connection, Model } from 'mongoose';
import type { Sealed } from '../domain/values/sealed';
import { openContent, sealContent } from '../vault/sealed-content';
import type { Vault } from '../vault/vault';
import type { ContentStore } from './content-store';
import { GridFs } from './grid-fs';
import { DATE, isDuplicate, modelOf, NUMBER, rowSchema, TEXT, TEXTS } from './model-of';
import { declare } from './queries';

/** An uploaded file as it is kept. What says who it is about is sealed by the key of its case. */
export interface Attachment {
  /** 32 hexadecimal digits. */
  id: string;
  /** Number of its case. */
  no: string;
  name: Sealed;
  /** SHA-256 of the plain content, hexadecimal, sealed: who has guessed what is in a short file could prove it by this. */
  sha256: Sealed;
  /** Media type, by content. */
  type: string;
  /** Of the plain content. */
  bytes: number;
  /** Staff id. */
  by: string;
  /** ISO instant, the last time where it was uploaded again. */
  uploadedAt: string;
  /** An action has been sent that names it. */
  attached: boolean;
}

/** A file as it comes. */
export interface Upload {
  no: string;
  by: string;
  name: string;
  type: string;
  content: Uint8Array;
}

/** How long what was never attached stays. */
export const UNATTACHED_MS = 24 * 3_600_000;
/** Removed at a time; the next sweep goes on. */
const MOST_SWEPT = 500;

/**
 * Files of cases: a row each, and the content in a store of contents. The same content by the same person in the same case
 * is the same file, however often it is sent. A row comes before its content and goes after it, so that nothing is left
 * that no row names.
 */
export class Attachments {
  readonly #rows: Model<AttachmentRow>;

  constructor(
    connection: Connection,
    private readonly vault: Pick<Vault, 'secretOf' | 'sealerFor'>,
    private readonly contents: ContentStore = new GridFs(connection),
  ) {
    this.#rows = modelOf(connection, 'attachments', attachmentSchema);
  }

  /**
   * Keeps a file; once it resolves it is on disk. Safe to repeat, and to be broken off.
   * @returns the file, and whether it is new
   * @throws KeyDestroyed, KeyUnknown
   */
  async keep({ no, by, name, type, content }: Upload, now: Date): Promise<{ file: Attachment; isNew: boolean }> {
    const { id, sha256 } = await this.#named({ no, by, content });
    const seal = await this.vault.sealerFor(no);
    for (;;) {
      const known = await this.#rows.findOneAndUpdate(
        { _id: id, content: { $exists: true }, isGoing: { $exists: false } },
        { $set: { uploadedAt: now } },
        { returnDocument: 'after', lean: true },
      );
      if (known !== null) return { file: attachmentOf(known), isNew: false };
      const target = await this.#begin({ id, no, by }, now);
      if (target === undefined) continue;
      await this.contents.put(target, sealContent(await this.#secretOf(no, id), target, [content]));
      const kept = await this.#rows.findOneAndUpdate(
        { _id: id, tries: target, content: { $exists: false }, isGoing: { $exists: false } },
        {
          $set: {
            ...{ content: target, type, bytes: content.length, uploadedAt: now },
            ...{ name: seal(name, 'files.name'), sha256: seal(sha256, 'files.sha256') },
          },
        },
        { returnDocument: 'after', lean: true },
      );
      if (kept !== null) return { file: attachmentOf(kept), isNew: true };
      // Somebody else was sooner, or it has been removed meanwhile.
      await this.contents.remove(target);
      await this.#rows.updateOne({ _id: id }, { $pull: { tries: target } });
    }
  }

  /** Whether a file has come before. */
  async has(file: Pick<Upload, 'no' | 'by' | 'content'>): Promise<boolean> {
    return (await this.get(file.no, (await this.#named(file)).id)) !== undefined;
  }

  /** A file of a case; undefined if it has no such one. */
  async get(no: string, id: string): Promise<Attachment | undefined> {
    const row = await this.#rows.findOne({ _id: id, no, ...KEPT }).lean();
    return row === null ? undefined : attachmentOf(row);
  }

  /** The files of a case, the first first. */
  async of(no: string): Promise<Attachment[]> {
    const rows = await this.#rows
      .find({ no, ...KEPT })
      .sort({ uploadedAt: 1 })
      .lean();
    return rows.map(attachmentOf);
  }

  async count(no: string): Promise<number> {
    return this.#rows.countDocuments({ no, isGoing: { $exists: false } });
  }

  /**
   * The plain content of a file, in pieces.
   * @throws SealBroken where it was altered; ContentMissing where it is gone; KeyDestroyed, KeyUnknown
   */
  async *content({ no, id }: Pick<Attachment, 'no' | 'id'>): AsyncGenerator<Buffer, void> {
    const row = await this.#rows.findOne({ _id: id, no, ...KEPT }, { content: 1 }).lean();
    const { content = id } = row ?? {};
    yield* openContent(await this.#secretOf(no, id), content, this.contents.get(content));
  }

  /** Notes that an action is sent that names a file, before it is: from now on it stays. False if there is none any more. */
  async claim(no: string, id: string): Promise<boolean> {
    return (await this.#rows.updateOne({ _id: id, no, ...KEPT }, { $inc: { claims: 1 } })).matchedCount === 1;
  }

  /** Takes that back, where the case has refused the action. */
  async release(no: string, id: string): Promise<void> {
    await this.#rows.updateOne({ _id: id, no }, { $inc: { claims: -1 } });
  }

  /** Removes what was uploaded a day ago and never attached; answers how many files that were. Several may do it at once. */
  async sweep(now: Date): Promise<number> {
    const before = new Date(now.getTime() - UNATTACHED_MS);
    const unwanted = { claims: 0, uploadedAt: { $lt: before } };
    const rows = await this.#rows.find(unwanted, { _id: 1 }).sort({ uploadedAt: 1 }).limit(MOST_SWEPT).lean();
    let removed = 0;
    for (const { _id } of rows) {
      const { matchedCount } = await this.#rows.updateOne({ _id, ...unwanted }, { $set: { isGoing: true } });
      if (matchedCount === 1) removed += await this.#finishRemoval(_id);
    }
    return removed;
  }

  /** Removes all files of a case, whatever their state; can be repeated. */
  async drop(no: string): Promise<void> {
    await this.#rows.updateMany({ no }, { $set: { isGoing: true } });
    for (const { _id } of await this.#rows.find({ no }, { _id: 1 }).lean()) await this.#finishRemoval(_id);
  }

  async #named({ no, by, content }: Pick<Upload, 'no' | 'by' | 'content'>): Promise<{ id: string; sha256: string }> {
    const sha256 = createHash('sha256').update(content).digest('hex');
    const secret = await this.vault.secretOf(no, 'ids of files');
    return { id: createHmac('sha256', secret).update(`${by}\n${sha256}`).digest('hex').slice(0, 32), sha256 };
  }

  /** Begins to write a content; undefined if there is one by now, or one is being removed. */
  async #begin({ id, no, by }: { id: string; no: string; by: string }, now: Date): Promise<string | undefined> {
    if ((await this.#rows.findOne({ _id: id, isGoing: true }, { _id: 1 }).lean()) !== null) {
      await this.#finishRemoval(id);
      return undefined;
    }
    const target = `${id}.${randomBytes(8).toString('hex')}`;
    try {
      await this.#rows.updateOne(
        { _id: id, content: { $exists: false }, isGoing: { $exists: false } },
        { $setOnInsert: { no, by, claims: 0 }, $set: { uploadedAt: now }, $push: { tries: target } },
        { upsert: true },
      );
      return target;
    } catch (error) {
      if (isDuplicate(error)) return undefined;
      throw error;
    }
  }

  async #finishRemoval(id: string): Promise<number> {
    const row = await this.#rows.findOne({ _id: id, isGoing: true }, { tries: 1 }).lean();
    for (const one of row?.tries ?? []) await this.contents.remove(one);
    return (await this.#rows.deleteOne({ _id: id, isGoing: true })).deletedCount;
  }

  #secretOf(no: string, id: string): Promise<Buffer> {
    return this.vault.secretOf(no, `file ${id}`);
  }
}

/** Its content is there, and stays. */
const KEPT = { content: { $exists: true }, isGoing: { $exists: false } } as const;

interface AttachmentRow {
  _id: string;
  no: string;
  by: string;
  uploadedAt: Date;
  /** Actions sent that name it, less those that were refused. */
  claims: number;
  /** Contents that were begun; all but `content` are left over. */
  tries: string[];
  /** Without: it is being uploaded, or the upload was broken off. */
  content?: string;
  name?: Sealed;
  sha256?: Sealed;
  type?: string;
  bytes?: number;
  /** It is being removed. */
  isGoing?: true;
}

function attachmentOf(row: AttachmentRow): Attachment {
  const { _id: id, no, by, uploadedAt, claims, name = '', sha256 = '', type = '', bytes = 0 } = row;
  return { id, no, name, sha256, type, bytes, by, uploadedAt: uploadedAt.toISOString(), attached: claims > 0 };
}

const declared = declare({
  collection: 'attachments',
  indexes: [{ keys: { no: 1, uploadedAt: 1 } }, { keys: { claims: 1, uploadedAt: 1 } }],
  queries: [
    { name: 'of a case', equal: ['no'], sort: { uploadedAt: 1 } },
    { name: 'never attached', equal: ['claims'], range: 'uploadedAt', sort: { uploadedAt: 1 } },
  ],
});
const attachmentSchema = rowSchema<AttachmentRow>(
  {
    ...{ _id: TEXT, no: TEXT, by: TEXT, uploadedAt: DATE, claims: NUMBER, tries: TEXTS },
    ...{ content: String, name: String, sha256: String, type: { type: String }, bytes: Number, isGoing: Boolean },
  },
  declared,
);
