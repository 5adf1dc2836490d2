import type { PolicyBundle } from '../domain/policy/bundle';
import type { IntakeKeys } from '../models/intake-keys';
import type { Bundles } from '../models/bundles';
import { BundleUnknown } from '../models/bundles';
import { canonicalText } from '../models/chain';
import type { PenaltyLedger } from '../models/penalty-ledger';
import type { RemedyEntry, RemedyLedger } from '../models/remedy-ledger';
import type { SupplierClaims } from '../models/supplier-claims';
import { deductionTerms } from './book-penalty';
import type { Ordered } from './orders-of-run';
import { goesOn, isContradiction, remediesOrdered } from './remedies/ordered';

/** Where a ledger is not as the histories of a case say; `detail` names the entry, and how it differs. */
export interface LedgerDifference {
  what: 'remedy' | 'penalty' | 'claim' | 'key';
  detail: string;
}

/** How many entries were put back or brought up to what the histories say. */
export interface PutBack {
  remedies: number;
  penalties: number;
  claims: number;
  /** Keys of registrations. */
  keys: number;
}

export const NOTHING_PUT_BACK: Readonly<PutBack> = { remedies: 0, penalties: 0, claims: 0, keys: 0 };

export interface Ledgers {
  remedies: Pick<RemedyLedger, 'byKey' | 'restore' | 'move'>;
  penalties: Pick<PenaltyLedger, 'byKey' | 'restore'>;
  supplierClaims: Pick<SupplierClaims, 'byKey' | 'enter'>;
  intakeKeys: Pick<IntakeKeys, 'find' | 'claim'>;
  bundles: Pick<Bundles, 'get'>;
}

/** What a case ordered of the ledgers, and under which key it was registered. */
export interface LedgerWork {
  no: string;
  orders: readonly Ordered[];
  registered?: { who: string; key: string; fingerprint: string } | undefined;
}

/** Something that is not as ordered, and how it is put right; what can't be stays a difference. */
interface Found extends LedgerDifference {
  restore?: () => Promise<boolean>;
}

/**
 * Holds the ledgers against what a case ordered, and unless it is only to `check`, puts back what they have lost. Books
 * and pays nothing: an order is entered as it was answered, and one that nobody answered as sent, so that whoever goes
 * on with it asks before sending again. An entry that is there goes on to what the history says came of it; one that
 * contradicts the history stays, and is a difference. May be repeated, and while the case goes on.
 *
 * Not in any history: what people did to an entry afterwards (steps of a claim, closed statements).
 */
export async function restoreLedgers(
  work: LedgerWork,
  ledgers: Ledgers,
  { check }: { check: boolean },
): Promise<{ putBack: PutBack; differences: LedgerDifference[] }> {
  const putBack = { ...NOTHING_PUT_BACK };
  const differences: LedgerDifference[] = [];
  const all = { remedies: remediesOf, penalties: penaltiesOf, claims: claimsOf, keys: keyOf };
  for (const kind of Object.keys(all) as (keyof PutBack)[])
    for await (const { restore, ...difference } of all[kind](work, ledgers, check))
      if (check || restore === undefined) differences.push(difference);
      else if (await restore()) putBack[kind]++;
  return { putBack, differences };
}

async function* remediesOf(
  { no, orders }: LedgerWork,
  { remedies }: Ledgers,
  check: boolean,
): AsyncGenerator<Found, void, undefined> {
  for (const { entry, isAnswered } of remediesOrdered(no, orders)) {
    const { key, status, outcome } = entry;
    const known = await remedies.byKey(key);
    if (known === undefined) {
      // Where nobody has answered, the activity may have yet to begin.
      if (isAnswered || !check) yield { what: 'remedy', detail: key, restore: () => remedies.restore(entry) };
      continue;
    }
    if (orderedIn(known) !== orderedIn(entry)) yield { what: 'remedy', detail: `${key} altered` };
    const otherwise = { what: 'remedy', detail: `${key} ${known.status}, ${status} in the history` } as const;
    if (isContradiction(known.status, status)) yield otherwise;
    if (goesOn(known.status, status))
      yield {
        ...otherwise,
        restore: async () => {
          const moved = await remedies.move(key, [known.status], status, outcome === undefined ? {} : { outcome });
          return moved !== undefined;
        },
      };
  }
}

async function* penaltiesOf(
  { no, orders }: LedgerWork,
  { penalties, bundles }: Ledgers,
): AsyncGenerator<Found, void, undefined> {
  for (const { activity, order, answer } of orders) {
    const month = answer?.outcome.result?.['month'];
    if (activity !== 'bookPenalty' || answer === undefined || typeof month !== 'string') continue;
    const { key, penalty, bundleHash } = order;
    const known = await penalties.byKey(key);
    if (known !== undefined) {
      if (canonicalText([known.month, known.penalty]) !== canonicalText([month, penalty]))
        yield { what: 'penalty', detail: `${key} altered` };
      continue;
    }
    const bundle = await bundleOf(bundles, bundleHash);
    if (bundle === undefined) {
      yield { what: 'penalty', detail: `${key}, whose policy is not published here` };
      continue;
    }
    const terms = deductionTerms(bundle);
    const entry = { key, no, month, penalty, bookedAt: answer.at, ...(terms === undefined ? {} : { terms }) };
    yield { what: 'penalty', detail: key, restore: () => penalties.restore(entry) };
  }
}

async function* claimsOf(
  { no, orders }: LedgerWork,
  { supplierClaims }: Ledgers,
): AsyncGenerator<Found, void, undefined> {
  for (const { activity, order, answer } of orders) {
    if (activity !== 'claimFromSupplier' || answer?.outcome.status !== 'succeeded') continue;
    const { key, supplier, amountFen, percent } = order;
    const known = await supplierClaims.byKey(key);
    if (known === undefined)
      yield {
        ...{ what: 'claim', detail: key },
        restore: () => supplierClaims.enter({ key, no, supplier, amountFen, percent }, answer.at),
      };
    else if (known.supplier !== supplier || known.amountFen !== amountFen || known.percent !== percent)
      yield { what: 'claim', detail: `${key} altered` };
  }
}

async function* keyOf({ no, registered }: LedgerWork, { intakeKeys }: Ledgers): AsyncGenerator<Found, void, undefined> {
  if (registered === undefined) return;
  const known = await intakeKeys.find(registered);
  if (known === undefined)
    yield {
      ...{ what: 'key', detail: 'of the registration' },
      restore: async () => (await intakeKeys.claim({ ...registered, no })).isNew,
    };
  else if (known.no !== no) yield { what: 'key', detail: `registered once more as ${known.no}` };
}

/** What was ordered, whatever came of it. */
function orderedIn({ no, kind, params, costFen }: RemedyEntry): string {
  return canonicalText({ no, kind, params, costFen });
}

async function bundleOf(bundles: Ledgers['bundles'], hash: string): Promise<PolicyBundle | undefined> {
  try {
    return await bundles.get(hash);
  } catch (error) {
    if (error instanceof BundleUnknown) return undefined;
    throw error;
  }
}
