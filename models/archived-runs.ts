import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { Connection, Model } from 'mongoose';
import { DATE, modelOf, NUMBER, rowSchema, TEXT } from './model-of';
import type { SortKey } from './keyset';
import { declare } from './queries';
import { inRanges } from './ranges';

/** A document of MongoDB holds 16 MB. */
const CHUNK_BYTES = 12 * 1024 * 1024;

/** An ended run of a complaint workflow whose history is kept here. Times are ISO instants, UTC. */
export interface ArchivedRun {
  runId: string;
  /** Complaint number (the workflow id). */
  no: string;
  /** `COMPLETED`, `CONTINUED_AS_NEW`, `FAILED` … as Temporal calls it. */
  status: string;
  startedAt: string;
  closedAt: string;
  /** Number of history events. */
  events: number;
  exportedAt: string;
}

/** A stored history is not what was stored. Restore it from a backup, or from Temporal while that still has it. */
export class ArchiveBroken extends Error {
  override readonly name = 'ArchiveBroken';

  constructor(readonly runId: string) {
    super(`The archived history of run ${runId} is damaged`);
  }
}

/**
 * Histories of ended runs, kept beyond Temporal's retention: what every read model can be made anew from, and an auditor
 * can replay. A run is there once its entry is, and that is written last.
 */
export class ArchivedRuns {
  readonly #runs: Model<RunRow>;
  readonly #chunks: Model<ChunkRow>;

  constructor(connection: Connection) {
    this.#runs = modelOf(connection, 'archivedRuns', runSchema);
    this.#chunks = modelOf(connection, 'archivedRunChunks', chunkSchema);
  }

  /**
   * Keeps a history; when it resolves the history is on disk. The first one kept for a run stays; repeating is harmless.
   * @param history as the bytes of Temporal's own protocol (`temporal.api.history.v1.History`): exact, a third of JSON
   */
  async store(run: Omit<ArchivedRun, 'exportedAt'>, history: Uint8Array): Promise<void> {
    if (await this.has(run.runId)) return;
    const packed = await promisify(gzip)(history);
    const chunks = Math.ceil(packed.length / CHUNK_BYTES);
    for (let i = 0; i < chunks; i++) {
      const data = packed.subarray(i * CHUNK_BYTES, (i + 1) * CHUNK_BYTES);
      await this.#chunks.updateOne({ _id: `${run.runId}/${i}` }, { $set: { data } }, { upsert: true });
    }
    const { runId, startedAt, closedAt, ...plain } = run;
    const row = {
      ...{ ...plain, startedAt: new Date(startedAt), closedAt: new Date(closedAt), exportedAt: new Date() },
      ...{ chunks, sha256: sha256(packed) },
    };
    await this.#runs.updateOne({ _id: runId }, { $set: row }, { upsert: true });
  }

  async has(runId: string): Promise<boolean> {
    return (await this.#runs.findById(runId, { _id: 1 }).lean()) !== null;
  }

  /**
   * The history of a run as it was given to `store`; undefined if it is not archived.
   * @throws ArchiveBroken
   */
  async history(runId: string): Promise<Buffer | undefined> {
    const run = await this.#runs.findById(runId).lean();
    if (run === null) return undefined;
    const ids = Array.from({ length: run.chunks }, (_, i) => `${runId}/${i}`);
    const rows = await this.#chunks.find({ _id: { $in: ids } });
    const byId = new Map(rows.map((row) => [row._id, row.data]));
    const packed = Buffer.concat(ids.map((id) => byId.get(id) ?? Buffer.alloc(0)));
    if (sha256(packed) !== run.sha256) throw new ArchiveBroken(runId);
    return promisify(gunzip)(packed);
  }

  /** The archived runs of a case, the first first. */
  async ofCase(no: string): Promise<ArchivedRun[]> {
    const rows = await this.#runs.find({ no }).lean();
    return rows
      .map(runOf)
      .sort((a, b) => a.startedAt.localeCompare(b.startedAt) || a.closedAt.localeCompare(b.closedAt));
  }

  /** Every archived run, case by case. */
  async *all(): AsyncGenerator<ArchivedRun> {
    for await (const row of inRanges(this.#runs, { order: CASE_BY_CASE, fields: {} })) yield runOf(row);
  }

  async count(): Promise<number> {
    return this.#runs.countDocuments();
  }
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

interface RunRow extends Omit<ArchivedRun, 'runId' | 'startedAt' | 'closedAt' | 'exportedAt'> {
  _id: string;
  startedAt: Date;
  closedAt: Date;
  exportedAt: Date;
  chunks: number;
  /** Of the packed history. */
  sha256: string;
}
interface ChunkRow {
  /** `<run id>/<number>`. */
  _id: string;
  data: Buffer;
}

function runOf({ _id, no, status, events, startedAt, closedAt, exportedAt }: RunRow): ArchivedRun {
  return {
    ...{ runId: _id, no, status, events },
    startedAt: startedAt.toISOString(),
    closedAt: closedAt.toISOString(),
    exportedAt: exportedAt.toISOString(),
  };
}

const CASE_BY_CASE: readonly SortKey[] = [
  { field: 'no', direction: 1, kind: 'text' },
  { field: 'startedAt', direction: 1, kind: 'instant' },
  { field: '_id', direction: 1, kind: 'text' },
];
const declared = declare({
  collection: 'archivedRuns',
  indexes: [{ keys: { no: 1, startedAt: 1, _id: 1 } }],
  queries: [
    { name: 'of a case', equal: ['no'] },
    { name: 'all, case by case', sort: { no: 1, startedAt: 1, _id: 1 } },
  ],
});
const runSchema = rowSchema<RunRow>(
  {
    ...{ _id: TEXT, no: TEXT, status: TEXT, events: NUMBER, startedAt: DATE, closedAt: DATE, exportedAt: DATE },
    ...{ chunks: NUMBER, sha256: TEXT },
  },
  declared,
);
const chunkSchema = rowSchema<ChunkRow>({ _id: TEXT, data: { type: Buffer, required: true } });
