import { Schema } from 'mongoose';
import type { Connection, Model } from 'mongoose';
import { DATE, modelOf, NUMBER, rowSchema, TEXT } from './model-of';

/** How far an archiver is behind. */
export interface ArchiveState {
  /** Ended runs whose history could not be archived yet. */
  waiting: number;
  /** ISO instant at which Temporal forgets the oldest of them. */
  lostAt?: string;
  /** That is near. */
  alarm: boolean;
}

/** What a process says of its background work. Instants are ISO. */
export interface ProcessReport<Work = unknown> {
  role: 'api' | 'worker';
  host: string;
  pid: number;
  startedAt: string;
  /** When it said so. */
  at: string;
  works: Work[];
  archive?: ArchiveState;
}

/** One that was killed says nothing more, and is forgotten after a day. */
const KEPT_MS = 24 * 3_600_000;

/** The last word of each process on its background work, so that one page shows those of all. */
export class ProcessReports {
  readonly #rows: Model<ReportRow>;

  constructor(connection: Connection) {
    this.#rows = modelOf(connection, 'processReports', reportSchema);
  }

  async put(report: ProcessReport): Promise<void> {
    const row = { ...report, startedAt: new Date(report.startedAt), at: new Date(report.at) };
    await this.#rows.collection.updateOne({ _id: idOf(report) as never }, { $set: row }, { upsert: true });
    await this.#rows.deleteMany({ at: { $lt: new Date(row.at.getTime() - KEPT_MS) } });
  }

  /** Of a process that ends in order. */
  async remove(report: Pick<ProcessReport, 'role' | 'host' | 'pid'>): Promise<void> {
    await this.#rows.deleteOne({ _id: idOf(report) });
  }

  async all<Work>(): Promise<ProcessReport<Work>[]> {
    const rows = await this.#rows.find().sort({ role: 1, startedAt: 1 }).lean();
    return rows.map(({ _id, startedAt, at, works, ...rest }) => ({
      ...{ ...rest, works: works as Work[] },
      ...{ startedAt: startedAt.toISOString(), at: at.toISOString() },
    }));
  }
}

function idOf({ role, host, pid }: Pick<ProcessReport, 'role' | 'host' | 'pid'>): string {
  return `${role}@${host}/${pid}`;
}

interface ReportRow extends Omit<ProcessReport, 'startedAt' | 'at'> {
  /** Role, host and process id. */
  _id: string;
  startedAt: Date;
  at: Date;
}

const reportSchema = rowSchema<ReportRow>({
  ...{ _id: TEXT, role: TEXT, host: TEXT, pid: NUMBER, startedAt: DATE, at: DATE },
  ...{ works: { type: [Schema.Types.Mixed], required: true }, archive: Schema.Types.Mixed },
});
