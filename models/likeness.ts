import type { Connection, Model } from 'mongoose';
import type { Counted } from '../domain/linked-cases/incident/likeness';
import { withinWindow } from '../domain/linked-cases/incident/likeness';
import { insertOnce, modelOf, NUMBER, rowSchema, TEXT } from './model-of';
import { declare } from './queries';

/** Complaints that a rule tells alike. */
export interface Likeness {
  policy: string;
  rule: string;
  values: Record<string, string | number | boolean>;
}

export interface CountedAlike {
  /** Cases within the window, this one among them; of an incident those that made it, and this one. */
  cases: string[];
  /** The incident that they are, if there is one. */
  incident?: string;
  /** Paths of the places of those that belong to one. */
  paths?: Record<string, string[]>;
}

/**
 * Counts like complaints as they come: one row for each likeness, found by its key and changed by compare-and-set, so
 * that nothing is ever scanned and no case counts twice.
 */
export class LikenessCounts {
  readonly #rows: Model<LikenessRow>;

  constructor(connection: Connection) {
    this.#rows = modelOf(connection, 'likeness', likenessSchema);
  }

  /**
   * Counts a case, and makes those within the window an incident once they are enough. Can be repeated: a case keeps its
   * place, and an incident its number.
   *
   * @param newIncident number under which an incident is opened, if it has to be
   */
  async count(
    likeness: Likeness,
    now: Counted,
    rule: { atLeast: number; windowMs: number },
    newIncident: string,
  ): Promise<CountedAlike> {
    const _id = keyOf(likeness);
    for (;;) {
      const row = await this.#rows.findById(_id).lean();
      // An open incident takes every new one, however long ago the last was. Nothing is written for it: hundreds that
      // come at once would keep each other from it.
      if (row?.incident !== undefined) return answerOf([...casesOf(row), now], row.incident);
      const counted = withinWindow(casesOf(row), now, rule.windowMs);
      const incident = counted.length >= rule.atLeast ? newIncident : undefined;
      const change = { cases: JSON.stringify(counted), ...(incident === undefined ? {} : { incident }) };
      const written =
        row === null
          ? await insertOnce(this.#rows, { _id, rev: 1, ...change })
          : (await this.#rows.updateOne({ _id, rev: row.rev }, { $set: { ...change, rev: row.rev + 1 } }))
              .matchedCount === 1;
      if (written) return answerOf(counted, incident);
    }
  }

  /** Like complaints that come from now on are another incident. */
  async end(incident: string): Promise<void> {
    const rows = await this.#rows.find({ incident }, { rev: 1 }).lean();
    for (const { _id, rev } of rows)
      await this.#rows.updateOne({ _id, rev }, { $set: { rev: rev + 1, cases: '[]' }, $unset: { incident: 1 } });
  }

  /** Forgets a case that was counted, or the incident that a likeness has become. Part of erasing a person. */
  async drop(no: string): Promise<void> {
    const rows = await this.#rows.find({}, { rev: 1, cases: 1, incident: 1 }).lean();
    for (const row of rows) {
      const cases = casesOf(row);
      const left = cases.filter((one) => one.no !== no);
      if (left.length === cases.length && row.incident !== no) continue;
      const incident = row.incident === no ? undefined : row.incident;
      const same = { _id: row._id, rev: row.rev };
      if (left.length === 0 && incident === undefined) await this.#rows.deleteOne(same);
      else
        await this.#rows.updateOne(same, {
          $set: { cases: JSON.stringify(left), rev: row.rev + 1 },
          ...(incident === undefined ? { $unset: { incident: 1 } } : {}),
        });
      // Somebody has counted another in this moment.
      const after = await this.#rows.findById(row._id).lean();
      if (after?.rev === row.rev || casesOf(after).some((one) => one.no === no)) return this.drop(no);
    }
  }
}

function answerOf(counted: readonly Counted[], incident: string | undefined): CountedAlike {
  const paths = counted.flatMap(({ no, places = [] }) =>
    places.length === 0 ? [] : [[no, [...places]] as [string, string[]]],
  );
  return {
    cases: [...new Set(counted.map(({ no }) => no))],
    ...(incident === undefined ? {} : { incident }),
    ...(paths.length === 0 ? {} : { paths: Object.fromEntries(paths) }),
  };
}

interface LikenessRow {
  _id: string;
  rev: number;
  /** Numbers, times and places as JSON, the earliest first. */
  cases: string;
  incident?: string;
}

function keyOf({ policy, rule, values }: Likeness): string {
  return JSON.stringify([policy, rule, Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1))]);
}

function casesOf(row: Pick<LikenessRow, 'cases'> | null): Counted[] {
  return row === null ? [] : (JSON.parse(row.cases) as Counted[]);
}

const declared = declare({
  collection: 'likeness',
  indexes: [{ keys: { _id: 1, rev: 1 }, unique: true }, { keys: { incident: 1 } }],
  queries: [
    { name: 'compare-and-set', equal: ['_id', 'rev'] },
    { name: 'of an incident', equal: ['incident'] },
  ],
});
const likenessSchema = rowSchema<LikenessRow>({ _id: TEXT, rev: NUMBER, cases: TEXT, incident: String }, declared);
