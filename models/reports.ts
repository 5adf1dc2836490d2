import type { Connection, Model } from 'mongoose';
import { localDateOf } from '../domain/time/local-time';
import type { PolicyBundle } from '../domain/policy/bundle';
import type { Reach } from '../domain/values/place';
import { periodBefore, periodOf } from '../domain/reports/period';
import type { Period } from '../domain/reports/period';
import type { ReportDefinition } from '../domain/reports/definition';
import { ReportMaker } from '../domain/reports/report';
import type { NumberedMark, ReportDocument } from '../domain/reports/report';
import { canonicalText } from './chain';
import { DATE, insertOnce, modelOf, rowSchema, TEXT } from './model-of';
import { declare } from './queries';
import type { Places } from './places';
import { registerRows } from './register-rows';
import type { RegisterRow } from './register-rows';

/** A report that is stored. */
export interface StoredReport {
  document: ReportDocument;
  writtenAt: string;
}

/** What writing a report came to. */
export interface Written extends StoredReport {
  isNew: boolean;
  /** Whether what is stored is what would be written today. What a case journaled after its period had been reported is missing. */
  isSame: boolean;
}

/** The figures of a period are written once it has ended. */
export class PeriodNotOver extends Error {
  override readonly name = 'PeriodNotOver';

  constructor(readonly period: Period) {
    super(`Period ${period.id} ends at ${period.to}`);
  }
}

/** Reports, each written once for its policy, name and period, and never changed. */
export class Reports {
  readonly #rows: Model<ReportRow>;
  readonly #register: Model<RegisterRow>;

  readonly #places: Pick<Places, 'all'>;

  constructor(connection: Connection, places: Pick<Places, 'all'>) {
    this.#places = places;
    this.#rows = modelOf(connection, 'reports', reportRowSchema);
    this.#register = registerRows(connection);
  }

  /**
   * Writes a report unless it is there. Writing it again answers what is stored, whatever has happened since.
   *
   * @throws RangeError if the policy has no such report; PeriodNotOver
   */
  async write(bundle: PolicyBundle, report: string, period: Period, now: string): Promise<Written> {
    const definition = bundle.reports?.[report];
    if (definition === undefined) throw new RangeError(`Policy ${bundle.policy.id} has no report ${report}`);
    if (now < period.to) throw new PeriodNotOver(period);
    const document = await this.#made(bundle, report, definition, period);
    const { id: policy } = bundle.policy;
    const row: ReportRow = {
      ...{ _id: idOf(policy, report, period.id), policy, report, period: period.id },
      ...{ text: canonicalText(document), writtenAt: new Date(now) },
    };
    if (await insertOnce(this.#rows, row)) return { ...storedOf(row), isNew: true, isSame: true };
    const stored = await this.#rows.findById(row._id).lean();
    if (stored === null) throw new Error(`Report ${row._id} was refused but is not stored`);
    return { ...storedOf(stored), isNew: false, isSame: stored.text === row.text };
  }

  /**
   * The same report as it is for some places alone, worked out anew: for whoever may not see those of others. Nothing is
   * stored.
   *
   * @throws RangeError if the policy has no such report
   */
  async within(bundle: PolicyBundle, report: string, period: Period, within: Reach): Promise<ReportDocument> {
    const definition = bundle.reports?.[report];
    if (definition === undefined) throw new RangeError(`Policy ${bundle.policy.id} has no report ${report}`);
    return this.#made(bundle, report, definition, period, within);
  }

  async #made(
    bundle: PolicyBundle,
    report: string,
    definition: ReportDefinition,
    period: Period,
    within?: Reach,
  ): Promise<ReportDocument> {
    const before = periodBefore(period, bundle.calendar.zone);
    const places = new Map((await this.#places.all()).map((place) => [place.id, place]));
    const maker = new ReportMaker({ bundle, report, definition, period, before, places });
    const isWithin = ({ place }: NumberedMark): boolean =>
      within === undefined || (place === undefined ? within.withNone : within.places.includes(place));
    for await (const mark of this.#marks(bundle.policy.id, before.from, period.to)) if (isWithin(mark)) maker.add(mark);
    return maker.document();
  }

  async get(policy: string, report: string, period: string): Promise<StoredReport | undefined> {
    const row = await this.#rows.findById(idOf(policy, report, period)).lean();
    return row === null ? undefined : storedOf(row);
  }

  /** The periods of which a report is stored, the latest first. */
  async periods(policy: string, report: string): Promise<{ period: string; writtenAt: string }[]> {
    const rows = await this.#rows.find({ policy, report }, { period: 1, writtenAt: 1 }).sort({ period: -1 }).lean();
    return rows.map(({ period, writtenAt }) => ({ period, writtenAt: writtenAt.toISOString() }));
  }

  /** The marks of a stretch of time, read in parts each of which has no more cases than can be read at once. */
  async *#marks(policy: string, from: string, to: string): AsyncGenerator<NumberedMark> {
    const end = Date.parse(to);
    let step = end - Date.parse(from);
    for (let start = Date.parse(from); start < end;) {
      const [since, until] = [start, Math.min(start + step, end)].map((ms) => new Date(ms).toISOString()) as [
        string,
        string,
      ];
      const isShortest = step <= SHORTEST_MS;
      const cases = await this.#register
        .find({ 'entry.policy': policy, marks: { $elemMatch: { at: { $gte: since, $lt: until } } } }, { marks: 1 })
        .limit(isShortest ? 0 : MOST_AT_ONCE + 1)
        .lean();
      if (!isShortest && cases.length > MOST_AT_ONCE) {
        step = Math.max(SHORTEST_MS, Math.ceil(step / 2));
        continue;
      }
      for (const { _id: no, marks } of cases)
        for (const mark of marks) if (mark.at >= since && mark.at < until) yield { no, ...mark };
      start += step;
    }
  }
}

/** Cases read at once. */
const MOST_AT_ONCE = 2_000;
const SHORTEST_MS = 60_000;

/** The last period of a report that has ended by an instant. */
export function lastPeriod({ calendar: { zone } }: PolicyBundle, every: Period['every'], at: string): Period {
  return periodBefore(periodOf(every, localDateOf(Date.parse(at), zone), zone), zone);
}

interface ReportRow {
  /** `<policy>/<report>/<period>`. */
  _id: string;
  policy: string;
  report: string;
  period: string;
  /** The document as canonical JSON, so that what is stored can be compared. */
  text: string;
  writtenAt: Date;
}

function idOf(policy: string, report: string, period: string): string {
  return `${policy}/${report}/${period}`;
}

function storedOf({ text, writtenAt }: ReportRow): StoredReport {
  return { document: JSON.parse(text) as ReportDocument, writtenAt: writtenAt.toISOString() };
}

const declared = declare({
  collection: 'reports',
  indexes: [{ keys: { policy: 1, report: 1, period: -1 } }],
  queries: [{ name: 'periods of a report', equal: ['policy', 'report'], sort: { period: -1 } }],
});
const reportRowSchema = rowSchema<ReportRow>(
  {
    ...{ _id: TEXT, policy: TEXT, report: TEXT, period: TEXT, text: TEXT, writtenAt: DATE },
  },
  declared,
);
