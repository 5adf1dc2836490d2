import type { Connection, Model } from 'mongoose';
import type { Fen } from '../domain/values/money';
import type { ClaimStatus } from '../domain/penalties/supplier-claim';
import { nextOf } from '../domain/penalties/supplier-claim';
import { readPage } from './keyset';
import type { SortKey } from './keyset';
import { DATE, insertOnce, modelOf, NUMBER, partSchema, rowSchema, TEXT } from './model-of';
import type { Page, PageRequest } from './page';
import { declare } from './queries';

/** One step of a claim. Kept for ever; the last one says how far it is. */
export interface ClaimStep {
  status: ClaimStatus;
  at: string;
  /** Staff id; absent for the first step, which the case made. */
  by?: string;
  /** Agreed or paid, if it is another amount than claimed. */
  amountFen?: Fen;
  /** Sealed for the case. */
  note?: string;
}

/** What a supplier owes for its share of a case's loss. */
export interface SupplierClaim {
  key: string;
  no: string;
  supplier: string;
  amountFen: Fen;
  /** Its share of the loss. */
  percent: number;
  status: ClaimStatus;
  steps: ClaimStep[];
}

/** Claims against suppliers, each entered once under its key; steps are added by compare-and-set, none is removed. */
export class SupplierClaims {
  readonly #rows: Model<ClaimRow>;

  constructor(connection: Connection) {
    this.#rows = modelOf(connection, 'supplierClaims', claimSchema);
  }

  /**
   * Enters a claim, and answers whether it is new: one that is there already stays as it is.
   * @param at when it was made, ISO instant; now by default
   */
  enter(claim: Omit<SupplierClaim, 'status' | 'steps'>, at = new Date().toISOString()): Promise<boolean> {
    const { key, ...rest } = claim;
    const steps = [{ status: 'claimed' as const, at }];
    return insertOnce(this.#rows, { _id: key, rev: 1, ...rest, status: 'claimed', steps, updatedAt: new Date(at) });
  }

  async byKey(key: string): Promise<SupplierClaim | undefined> {
    const row = await this.#rows.findById(key).lean();
    return row === null ? undefined : claimOf(row);
  }

  /**
   * Takes a claim a step further, if it may go there from where it is; a step to where it is already is a repeat.
   * Undefined: it may not, or there is none.
   */
  async move(key: string, step: ClaimStep): Promise<SupplierClaim | undefined> {
    for (;;) {
      const known = await this.#rows.findById(key).lean();
      if (known === null) return undefined;
      if (known.status === step.status) return claimOf(known);
      if (!nextOf(known.status).includes(step.status)) return undefined;
      const moved: ClaimRow = {
        ...known,
        ...{ status: step.status, steps: [...known.steps, step], updatedAt: new Date(), rev: known.rev + 1 },
      };
      const { matchedCount } = await this.#rows.updateOne({ _id: key, rev: known.rev }, { $set: moved });
      if (matchedCount === 1) return claimOf(moved);
    }
  }

  /**
   * By key, which begins with the complaint's number: the oldest complaint first.
   * @throws TooBroad
   */
  async list(
    filter: { status?: ClaimStatus | undefined; supplier?: string | undefined },
    page: PageRequest,
  ): Promise<Page<SupplierClaim>> {
    const wanted = {
      ...(filter.status === undefined ? {} : { status: { $eq: filter.status } }),
      ...(filter.supplier === undefined ? {} : { supplier: { $eq: filter.supplier } }),
    };
    const found = await readPage(this.#rows, { alternatives: [wanted], order: BY_KEY }, page);
    return { ...found, items: found.items.map(claimOf) };
  }
}

interface ClaimRow extends Omit<SupplierClaim, 'key'> {
  _id: string;
  /** Counts the writes to this row; each write says on which it builds. */
  rev: number;
  updatedAt: Date;
}

function claimOf({ _id, rev: _rev, updatedAt: _updatedAt, steps, ...row }: ClaimRow): SupplierClaim {
  return { key: _id, ...row, steps: steps.map((step) => ({ ...step })) };
}

const stepSchema = partSchema<ClaimStep>({ status: TEXT, at: TEXT, by: String, amountFen: Number, note: String });
const BY_KEY: readonly SortKey[] = [{ field: '_id', direction: 1, kind: 'text' }];
const declared = declare({
  collection: 'supplierClaims',
  indexes: [
    // As in the remedy ledger: compare-and-set is fast only by exactly the fields of a unique index.
    { keys: { _id: 1, rev: 1 }, unique: true },
    ...['status', 'supplier'].map((field) => ({ keys: { [field]: 1 as const, _id: 1 as const } })),
  ],
  queries: [
    { name: 'compare-and-set', equal: ['_id', 'rev'] },
    { name: 'all', sort: { _id: 1 } },
    ...['status', 'supplier'].map((field) => ({ name: `by ${field}`, equal: [field], sort: { _id: 1 as const } })),
  ],
});
const claimSchema = rowSchema<ClaimRow>(
  {
    ...{ _id: TEXT, rev: NUMBER, no: TEXT, supplier: String, amountFen: NUMBER, percent: NUMBER, status: TEXT },
    ...{ steps: { type: [stepSchema], required: true }, updatedAt: DATE },
  },
  declared,
);
