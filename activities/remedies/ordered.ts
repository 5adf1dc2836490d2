import type { RemedyEntry, RemedyStatus } from '../../models/remedy-ledger';
import type { Ordered } from '../orders-of-run';

/** An entry as the ledger ought to have it. */
export interface OrderedRemedy {
  entry: RemedyEntry;
  /** Its activity has answered, so that the ledger has had it. */
  isAnswered: boolean;
}

const ANSWERED = { succeeded: 'executed', failed: 'failed', unknown: 'unknown' } as const;

/** The way of an entry: it never goes back. */
const AGE: Readonly<Record<RemedyStatus, number>> = {
  ...{ pending: 0, sent: 1, unknown: 2, executed: 3, failed: 3, undone: 4 },
};

/**
 * The ledger's entries as the orders of a case make them: what was answered, what a person found out of what was not,
 * and what was taken back. An order that ended with a failure of ours (no policy, no ledger) was never sent. Pure.
 */
export function remediesOrdered(no: string, orders: readonly Ordered[]): OrderedRemedy[] {
  const made = new Map<string, OrderedRemedy>();
  for (const { activity, order, at, answer, hasFailed } of orders) {
    if (activity === 'executeRemedy') {
      const { key, kind, params, costFen } = order;
      if (answer === undefined && hasFailed === true && !made.has(key)) continue;
      const one = made.get(key) ?? {
        entry: {
          ...{ key, no, kind, params, costFen },
          ...{ status: 'sent' as const, attempts: 1, createdAt: at, updatedAt: at },
        },
        isAnswered: false,
      };
      made.set(key, one);
      if (answer === undefined) continue;
      one.isAnswered = true;
      const { status, result } = answer.outcome;
      moveOn(one.entry, ANSWERED[status], answer.at, result);
    } else if (activity === 'settleRemedy') {
      const one = made.get(order.of);
      if (one === undefined || answer?.outcome.status !== 'succeeded') continue;
      one.isAnswered = true;
      moveOn(one.entry, order.executed ? 'executed' : 'failed', answer.at, { settledUnder: order.key });
    } else if (activity === 'undoRemedy') {
      const one = made.get(order.of);
      if (one === undefined || answer?.outcome.result?.['undone'] !== true) continue;
      moveOn(one.entry, 'undone', answer.at);
    }
  }
  return [...made.values()];
}

/** Whether an entry of one status goes on to another. */
export function goesOn(from: RemedyStatus, to: RemedyStatus): boolean {
  // What is sent may not have been answered yet, whatever the history has of it.
  return AGE[to] > AGE[from] && to !== 'sent' && !isContradiction(from, to);
}

/** Whether both can't be true of one remedy. */
export function isContradiction(one: RemedyStatus, other: RemedyStatus): boolean {
  const [failed, done] = [one, other].map((status) => status === 'failed');
  const happened = (status: RemedyStatus): boolean => status === 'executed' || status === 'undone';
  return (failed === true && happened(other)) || (done === true && happened(one));
}

function moveOn(entry: RemedyEntry, to: RemedyStatus, at: string, outcome?: Record<string, unknown>): void {
  if (!goesOn(entry.status, to)) return;
  entry.status = to;
  entry.updatedAt = at;
  if (outcome !== undefined) entry.outcome = outcome;
}
