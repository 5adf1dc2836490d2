import type { ChainedEvent } from '../models/chain';
import type { EngineStanding, JournaledBatch } from './case-histories';
import { chainFrom } from './restore-events';
import type { HistoryProblem } from './restore-events';

/** Where the event store and the histories of a case tell different stories. */
export interface ChainDifference {
  /** Number of the event concerned, where it is one. */
  seq?: number;
  /**
   * `noHistory`: neither Temporal nor the archive knows of the case. `gap`, `twoContents`, `anotherHead`: its histories
   * contradict themselves. `missing`, `altered`, `unheardOf`: an event is not in the store, is another there, or is in
   * the store alone.
   */
  what: HistoryProblem['what'] | 'noHistory' | 'missing' | 'altered' | 'unheardOf';
}

/**
 * Compares what the store has with the chain that the histories make. Read the store first: whatever it has stands in
 * the histories by then.
 *
 * @param engine how the engine has the file, read before the store: what a workflow that runs has not been answered for
 *   is on its way; of one that has ended it is missing. Left out, it is taken to run.
 */
export function compareWithHistories(
  stored: readonly ChainedEvent[],
  batches: readonly JournaledBatch[],
  engine?: Pick<EngineStanding, 'isOpen'>,
): { events: number; differences: ChainDifference[] } {
  const { chain, acknowledged, problem } = chainFrom(batches);
  const differences: ChainDifference[] = [];
  if (problem !== undefined) differences.push(problem);
  else if (chain.length === 0) differences.push({ what: 'noHistory' });
  // The text as well: whoever changes that alone leaves the hash as the histories have it.
  const altered = stored.find(
    (event, i) => chain[i] !== undefined && (chain[i].hash !== event.hash || chain[i].text !== event.text),
  );
  if (altered !== undefined) differences.push({ seq: altered.seq, what: 'altered' });
  const due = engine?.isOpen === false ? chain.length : Math.min(acknowledged, chain.length);
  if (stored.length < due) differences.push({ seq: stored.length + 1, what: 'missing' });
  if (stored.length > chain.length && chain.length > 0) differences.push({ seq: chain.length + 1, what: 'unheardOf' });
  return { events: chain.length, differences };
}
