import type { Connection, Model } from 'mongoose';
import type { FileKind } from '../domain/values/complaint-number';
import { DATE, insertOnce, modelOf, NUMBER, rowSchema, TEXT } from './model-of';

/**
 * How the register and the engine differ over a file. Open in the register: `endedInEngine`, its workflow has ended;
 * `goneFromEngine`, there is none. Open in the engine: `missingInRegister`, there is no entry; `closedInRegister`.
 */
export const FINDINGS = ['endedInEngine', 'goneFromEngine', 'missingInRegister', 'closedInRegister'] as const;
export type FindingKind = (typeof FINDINGS)[number];

/** A case, incident or corrective action that is open on one side only. Nothing in it says what the file is about. */
export interface CaseFinding {
  no: string;
  kind: FileKind;
  what: FindingKind;
  /** When it was found, ISO instant; and when it was seen last. */
  since: string;
  seenAt: string;
  /** How the engine says that its last run ended. */
  end?: EngineEnd | undefined;
}

/** How a file differs, by what each side says of it; undefined where they agree. Pure. */
export function differenceOf(
  entry: { status: string } | undefined,
  engine: { isOpen: boolean } | undefined,
): FindingKind | undefined {
  const isOpen = entry !== undefined && entry.status !== 'closed';
  if (isOpen === (engine?.isOpen ?? false)) return undefined;
  if (isOpen) return engine === undefined ? 'goneFromEngine' : 'endedInEngine';
  return entry === undefined ? 'missingInRegister' : 'closedInRegister';
}

/** The end of a run, as the engine tells it. */
export interface EngineEnd {
  runId: string;
  /** `FAILED`, `TERMINATED` … as Temporal calls it. */
  status: string;
  at?: string | undefined;
  /** Kind of the failure (`RangeError`, `ChainBroken`); never its words, which may quote somebody's. */
  failure?: string | undefined;
  /** Reason given by whoever ended it from outside, and who that was; absent for a confidential policy. */
  reason?: string | undefined;
  by?: string | undefined;
}

/** What a look at both sides came to. */
export interface Look {
  /** ISO instant at which it had ended. */
  at: string;
  /** Files open on each side. */
  register: number;
  engine: number;
  /** How long it took, milliseconds. */
  took: number;
}

/** What the watchman has found and nobody has mended yet, and when it looked last. Made anew by every look. */
export class CaseFindings {
  readonly #rows: Model<FindingRow>;
  readonly #looks: Model<LookRow>;

  constructor(connection: Connection) {
    this.#rows = modelOf(connection, 'caseFindings', findingSchema);
    this.#looks = modelOf(connection, 'caseLooks', lookSchema);
  }

  /** Notes a finding; answers whether it is new. Of one that is known, `since` stays. */
  async note({ no, since, seenAt, ...plain }: CaseFinding): Promise<boolean> {
    const seen = { ...plain, seenAt: new Date(seenAt) };
    if (await insertOnce(this.#rows, { _id: no, since: new Date(since), ...seen })) return true;
    await this.#rows.updateOne({ _id: no }, { $set: seen });
    return false;
  }

  /** Drops what is a finding no more; answers whether it was one. */
  async drop(no: string): Promise<boolean> {
    return (await this.#rows.deleteOne({ _id: no })).deletedCount === 1;
  }

  async get(no: string): Promise<CaseFinding | undefined> {
    const row = await this.#rows.findById(no).lean();
    return row === null ? undefined : findingFrom(row);
  }

  /** All of them, the oldest first. */
  async all(): Promise<CaseFinding[]> {
    return (await this.#rows.find().sort({ since: 1, _id: 1 }).lean()).map(findingFrom);
  }

  async looked({ at, ...plain }: Look): Promise<void> {
    await this.#looks.updateOne({ _id: LAST }, { $set: { ...plain, at: new Date(at) } }, { upsert: true });
  }

  /** The last look of any worker; undefined before the first. */
  async lastLook(): Promise<Look | undefined> {
    const row = await this.#looks.findById(LAST).lean();
    return row === null
      ? undefined
      : { at: row.at.toISOString(), register: row.register, engine: row.engine, took: row.took };
  }
}

const LAST = 'last';

interface FindingRow extends Omit<CaseFinding, 'no' | 'since' | 'seenAt'> {
  _id: string;
  since: Date;
  seenAt: Date;
}
interface LookRow extends Omit<Look, 'at'> {
  _id: string;
  at: Date;
}

function findingFrom({ _id, since, seenAt, kind, what, end }: FindingRow): CaseFinding {
  return {
    ...{ no: _id, kind, what, since: since.toISOString(), seenAt: seenAt.toISOString() },
    ...(end === undefined ? {} : { end }),
  };
}

const findingSchema = rowSchema<FindingRow>({
  ...{ _id: TEXT, kind: TEXT, what: TEXT, since: DATE, seenAt: DATE },
  end: Object,
});
const lookSchema = rowSchema<LookRow>({ _id: TEXT, at: DATE, register: NUMBER, engine: NUMBER, took: NUMBER });
