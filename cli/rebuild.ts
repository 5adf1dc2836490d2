import type { Client } from '@temporalio/client';
import type { Connection } from 'mongoose';
import { CaseHistories } from '../activities/case-histories';
import { recordOf } from '../activities/case-record';
import { compareWithHistories } from '../activities/compare-histories';
import type { ChainDifference } from '../activities/compare-histories';
import { restoreEvents } from '../activities/restore-events';
import type { RebuiltChain } from '../activities/restore-events';
import { NOTHING_PUT_BACK, restoreLedgers } from '../activities/restore-ledgers';
import type { LedgerDifference, PutBack } from '../activities/restore-ledgers';
import { differenceOf } from '../models/case-findings';
import type { FindingKind } from '../models/case-findings';
import { EventsMissing } from '../models/case-states';
import { eventOf } from '../models/chain';
import type { ChainedEvent } from '../models/chain';
import { ChainBroken } from '../models/events';
import { openModels } from '../models/open-models';
import type { Models } from '../models/open-models';
import type { SearchKeys } from '../models/search-texts';

export interface RebuildOptions extends SearchKeys {
  client: Client;
  connection: Connection;
  /** Changes nothing and only tells what differs. */
  check?: boolean;
  /** Only these complaints; by default all that have a history or an entry. */
  only?: readonly string[];
  /** Only those that follow this number: where one that was interrupted goes on. */
  after?: string;
  /** Told after each case. */
  progress?: (done: { cases: number; of: number; no: string }) => void;
}

/** What is not as the histories of a case say. */
export interface Difference {
  no: string;
  /** Number of the event concerned, where it is one. */
  seq?: number;
  /** `register`: its entry is not what its events make; or how it is open on one side only; or the ledger that differs. */
  what: ChainDifference['what'] | 'register' | FindingKind | LedgerDifference['what'];
  /** Fields of the register's entry that differ, or the ledger's entry and how it does. */
  detail?: string;
}

export interface RebuildReport {
  cases: number;
  events: number;
  /** Entries of ledgers, and keys of registrations, that were lost or behind; none after a check. */
  putBack: PutBack;
  /** After a rebuild: what it could not put right and somebody has to look at. After a check: everything found. */
  differences: Difference[];
}

/**
 * Makes event store, register, tasks and counters anew from the histories alone, archived and live, and puts back what
 * the ledgers and the keys of registrations have lost. Cases may go on meanwhile: what they journal is the same, and an
 * entry never goes back. What the store has is compared, never overwritten.
 */
export async function rebuild(options: RebuildOptions): Promise<RebuildReport> {
  const { client, connection, check = false, progress } = options;
  const models = openModels(connection, options);
  const histories = new CaseHistories({ client, runs: models.archivedRuns });
  if (!check) await models.ensureIndexes();
  const numbers = options.only ?? (await allNumbers(models, histories, options.after));
  const report: RebuildReport = { cases: 0, events: 0, putBack: { ...NOTHING_PUT_BACK }, differences: [] };
  // An entry that was lost has lost what was counted of it, too.
  let countsAnew = options.only === undefined;
  for (const no of numbers) {
    countsAnew ||= (await models.register.seqOf(no)) === 0;
    const { events, differences, putBack } = check
      ? await checkCase(no, models, histories)
      : await rebuildCase(no, models, histories);
    report.cases++;
    report.events += events;
    for (const kind of Object.keys(putBack) as (keyof PutBack)[]) report.putBack[kind] += putBack[kind];
    report.differences.push(...differences);
    progress?.({ cases: report.cases, of: numbers.length, no });
  }
  if (!check && countsAnew) await models.counters.countAnew();
  return report;
}

type CaseReport = Omit<RebuildReport, 'cases'>;

/** In order, so that whoever was interrupted goes on after the last one told. */
async function allNumbers(models: Models, histories: CaseHistories, after = ''): Promise<string[]> {
  const numbers = new Set(await histories.numbers());
  for await (const no of models.register.numbers(after)) numbers.add(no);
  return [...numbers].filter((no) => no > after).sort();
}

async function rebuildCase(no: string, models: Models, histories: CaseHistories): Promise<CaseReport> {
  const { batches, work } = await recordOf(no, histories);
  const { putBack, differences } = await restoreLedgers(work, models, { check: false });
  const ofLedgers = differences.map((difference) => ({ no, ...difference }));
  try {
    const rebuilt = await restoreEvents(no, { histories: { batches: async () => batches }, events: models.events });
    if (rebuilt.chain.length > 0) await models.readModels.renew(no);
    return { events: rebuilt.chain.length, putBack, differences: [...problemsOf(no, rebuilt), ...ofLedgers] };
  } catch (error) {
    const broken = (seq: number, what: 'altered' | 'missing'): CaseReport => {
      return { events: 0, putBack, differences: [{ no, seq, what }, ...ofLedgers] };
    };
    if (error instanceof ChainBroken) return broken(error.seq, 'altered');
    if (error instanceof EventsMissing) return broken(error.before - 1, 'missing');
    throw error;
  }
}

/** A case that goes on while it is looked at may seem to differ for a moment: what differs is looked at again. */
async function checkCase(no: string, models: Models, histories: CaseHistories): Promise<CaseReport> {
  let report = await compareCase(no, models, histories);
  for (let again = 0; again < 2 && report.differences.length > 0; again++) {
    await new Promise((resolve) => setTimeout(resolve, 300));
    report = await compareCase(no, models, histories);
  }
  return report;
}

async function compareCase(no: string, models: Models, histories: CaseHistories): Promise<CaseReport> {
  const engine = await histories.standing(no);
  // The store first: whatever it has stands in the history by then.
  const stored: ChainedEvent[] = [];
  for await (const event of models.events.all(no)) stored.push(event);
  const { batches, work } = await recordOf(no, histories);
  const { events, differences: found } = compareWithHistories(stored, batches, engine);
  const differences: Difference[] = found.map((difference) => ({ no, ...difference }));
  const isAltered = found.some(({ what }) => what === 'altered');
  const fields = isAltered ? [] : await models.readModels.differences(no, stored.map(eventOf));
  if (fields.length > 0) differences.push({ no, what: 'register', detail: fields.join(', ') });
  const standing = differenceOf(await models.readModels.standing(no), engine);
  if (standing !== undefined) differences.push({ no, what: standing });
  // The ledgers after the histories: whatever was answered there was booked by then.
  const { differences: ofLedgers } = await restoreLedgers(work, models, { check: true });
  differences.push(...ofLedgers.map((difference) => ({ no, ...difference })));
  return { events, putBack: { ...NOTHING_PUT_BACK }, differences };
}

function problemsOf(no: string, { chain, problem }: RebuiltChain): Difference[] {
  if (problem !== undefined) return [{ no, ...problem }];
  return chain.length === 0 ? [{ no, what: 'noHistory' }] : [];
}
