import type { Connection, Model } from 'mongoose';
import type { Sealed } from '../domain/values/sealed';
import { DATE, insertOnce, modelOf, rowSchema, TEXT, TEXTS } from './model-of';
import { declare } from './queries';

/** A month's statement for a person as payroll closed it: it stays so, whatever is booked or imported later. */
export interface ClosedStatement {
  month: string;
  person: string;
  /** Keys of the penalties that came into it anew: they come into no other. */
  covers: string[];
  /** The statement itself, sealed like the pay it is worked out from. */
  sealed: Sealed;
  closedBy: string;
  closedAt: string;
}

export class PenaltyStatements {
  readonly #rows: Model<StatementRow>;

  constructor(connection: Connection) {
    this.#rows = modelOf(connection, 'penaltyStatements', statementSchema);
  }

  /** Closes a person's month, or answers false where that was done before. */
  async close({ closedAt, ...statement }: ClosedStatement): Promise<boolean> {
    const _id = `${statement.month}/${statement.person}`;
    return insertOnce(this.#rows, { _id, ...statement, closedAt: new Date(closedAt) });
  }

  /** In the order of months, for one person or for all. */
  async all(person?: string): Promise<ClosedStatement[]> {
    const rows = await this.#rows
      .find(person === undefined ? {} : { person })
      .sort({ _id: 1 })
      .lean();
    return rows.map(({ _id, sealed, closedAt, ...row }) => ({
      ...row,
      sealed: sealed,
      closedAt: closedAt.toISOString(),
    }));
  }
}

interface StatementRow extends Omit<ClosedStatement, 'closedAt' | 'sealed'> {
  _id: string;
  sealed: string;
  closedAt: Date;
}

const declared = declare({
  collection: 'penaltyStatements',
  indexes: [{ keys: { person: 1, _id: 1 } }],
  queries: [
    { name: 'all', sort: { _id: 1 } },
    { name: 'of somebody', equal: ['person'], sort: { _id: 1 } },
  ],
});
const statementSchema = rowSchema<StatementRow>(
  {
    ...{ _id: TEXT, month: TEXT, person: TEXT, covers: TEXTS, sealed: TEXT, closedBy: TEXT, closedAt: DATE },
  },
  declared,
);
