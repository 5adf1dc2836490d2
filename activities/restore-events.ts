import type { CaseEvent } from '../domain/file/stored-event';
import { canonicalText, chainOn } from '../models/chain';
import type { ChainedEvent } from '../models/chain';
import type { EventStore } from '../models/events';
import type { JournaledBatch } from './case-histories';

/** In what the histories of a case contradict themselves. */
export interface HistoryProblem {
  seq: number;
  what: 'gap' | 'twoContents' | 'anotherHead';
}

export interface RebuiltChain {
  chain: ChainedEvent[];
  /** So many of them have been acknowledged by the journal. */
  acknowledged: number;
  problem?: HistoryProblem;
}

/**
 * The whole chain of a case, worked out anew from what it gave its journal. Ends before the first problem: what stands
 * behind a gap binds to nothing. A batch that its run never got an answer to counts unless an answered one contradicts
 * it: that run was ended from outside, and the case went on from what it knew.
 */
export function chainFrom(batches: readonly JournaledBatch[]): RebuiltChain {
  const bySeq = new Map<number, CaseEvent>();
  let acknowledged = 0;
  let problem: HistoryProblem | undefined;
  const see = (found: HistoryProblem): void => {
    if (problem === undefined || found.seq < problem.seq) problem = found;
  };
  for (const { events, isStored } of [...batches].sort((a, b) => Number(b.isStored) - Number(a.isStored))) {
    for (const event of events) {
      const other = bySeq.get(event.seq);
      const isAnother = other !== undefined && canonicalText(other) !== canonicalText(event);
      if (isAnother && (isStored || event.seq > acknowledged)) see({ seq: event.seq, what: 'twoContents' });
      bySeq.set(event.seq, other ?? event);
      if (isStored) acknowledged = Math.max(acknowledged, event.seq);
    }
  }
  const events: CaseEvent[] = [];
  for (let event = bySeq.get(1); event !== undefined; event = bySeq.get(event.seq + 1)) events.push(event);
  if (events.length < bySeq.size) see({ seq: events.length + 1, what: 'gap' });
  const chain = chainOn('', events);
  for (const { head, events: batch } of batches) {
    const first = batch[0]?.seq ?? 1;
    const before = first === 1 ? '' : chain[first - 2]?.hash;
    if (before !== undefined && before !== head) see({ seq: first, what: 'anotherHead' });
  }
  const whole = problem === undefined ? chain : chain.slice(0, problem.seq - 1);
  return { chain: whole, acknowledged, ...(problem === undefined ? {} : { problem }) };
}

const AT_ONCE = 500;

/**
 * Puts back into the event store what a case's histories have and the store has lost.
 *
 * @throws ChainBroken if the store has something else
 */
export async function restoreEvents(
  no: string,
  parts: { histories: { batches(no: string): Promise<JournaledBatch[]> }; events: Pick<EventStore, 'append'> },
): Promise<RebuiltChain> {
  const rebuilt = chainFrom(await parts.histories.batches(no));
  for (let i = 0; i < rebuilt.chain.length; i += AT_ONCE)
    await parts.events.append(rebuilt.chain.slice(i, i + AT_ONCE));
  return rebuilt;
}
