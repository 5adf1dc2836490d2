import { batchesOf, inOrder, startOf } from './case-histories';
import type { CaseHistories, JournaledBatch } from './case-histories';
import { ordersOfRun, registrationIn } from './orders-of-run';
import type { LedgerWork } from './restore-ledgers';

/** What all histories of a case say of it, read once. */
export interface CaseRecord {
  /** What it gave its journal, in the order of its events. None: there is no history of it. */
  batches: JournaledBatch[];
  work: LedgerWork;
}

/** Reads the histories of a case one after another, for all of a long one would not fit into memory. */
export async function recordOf(no: string, histories: Pick<CaseHistories, 'each' | 'converter'>): Promise<CaseRecord> {
  const { converter } = histories;
  const batches: JournaledBatch[] = [];
  const ofRuns: { from: number; orders: LedgerWork['orders'] }[] = [];
  let registered: LedgerWork['registered'];
  for await (const run of histories.each(no)) {
    batches.push(...(await batchesOf(run.history, converter)));
    ofRuns.push({ from: startOf(run), orders: await ordersOfRun(run, converter) });
    registered ??= await registrationIn(run, converter);
  }
  const orders = ofRuns.sort((a, b) => a.from - b.from).flatMap((run) => run.orders);
  return { batches: inOrder(batches), work: { no, orders, registered } };
}
