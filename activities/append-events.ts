import { log } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import type { CaseEvent } from '../domain/file/stored-event';
import type { Journal } from '../domain/activity-contract';
import { BundleUnknown } from '../models/bundles';
import { EventsMissing } from '../models/case-states';
import { chainOn, eventOf } from '../models/chain';
import type { ChainedEvent } from '../models/chain';
import { ChainBroken } from '../models/events';
import type { EventStore } from '../models/events';
import type { ReadModels } from '../models/read-models';
import { checkBatch, refused } from './own-batch';
import type { Origin } from './own-batch';

export interface JournalDependencies {
  events: Pick<EventStore, 'append'>;
  /** Follow the events: the register, for a proceeding its own list. */
  register: Pick<ReadModels, 'apply'>;
  /** Puts back what the event store has lost of a case. Without it, somebody has to run `redress rebuild`. */
  restore?: (no: string) => Promise<unknown>;
  /** Which workflow asks. Left out, it is not asked: who writes past workflows answers for it. */
  origin?: () => Origin;
  /** Finds the policy that a file is begun with, or throws `BundleUnknown`. Left out, any will do. */
  publishedPolicy?: (bundleHash: string) => Promise<unknown>;
  /** Told of every contradiction between a case and what is stored. By default it goes to the worker's log as an error. */
  alarm?: (broken: ChainBroken) => void;
}

/**
 * The journal's activity: events first, read models after them, each step harmless when repeated. A worker killed
 * anywhere in between leaves what the retry completes; the head is worked out anew each time and comes out the same.
 * Final failures: `ChainBroken`, and `BatchRefused` for what is none of ours; everything else is worth a retry.
 */
export function createJournal(deps: JournalDependencies): Journal {
  const { events: store, register, restore, origin, publishedPolicy, alarm = logAlarm } = deps;
  return {
    async appendEvents({ no, head, events }) {
      const begunWith = checkBatch(no, events, origin?.());
      if (begunWith !== undefined) await checkPolicy(begunWith, publishedPolicy);
      try {
        const chained = chain(no, head, events);
        if (!(await store.append(chained))) {
          if (restore === undefined) throw new EventsMissing(no, chained[0]?.seq ?? 0);
          await restore(no);
        }
        await register.apply(no, chained.map(eventOf));
        return chained.at(-1)?.hash ?? head;
      } catch (error) {
        if (error instanceof ChainBroken) {
          alarm(error);
          throw ApplicationFailure.nonRetryable(error.message, 'ChainBroken', { seq: error.seq, why: error.why });
        }
        if (error instanceof EventsMissing) throw ApplicationFailure.retryable(error.message, 'EventsMissing');
        throw error;
      }
    },
  };
}

/** A file can't go its way by a policy that nobody has published. */
async function checkPolicy(hash: string, find: JournalDependencies['publishedPolicy']): Promise<void> {
  try {
    await find?.(hash);
  } catch (error) {
    throw error instanceof BundleUnknown ? refused(error.message) : error;
  }
}

/** Checks what can be told from the batch alone before anything is written. */
function chain(no: string, head: string, events: CaseEvent[]): ChainedEvent[] {
  const first = events[0]?.seq ?? 1;
  const stray = events.find((event, i) => event.no !== no || event.seq !== first + i);
  if (stray !== undefined) throw new ChainBroken(no, stray.seq, 'notConsecutive');
  if (events.length > 0 && (first === 1) !== (head === '')) throw new ChainBroken(no, first, 'anotherHead');
  return chainOn(head, events);
}

function logAlarm({ no, seq, why, message }: ChainBroken): void {
  log.error(message, { alarm: 'ChainBroken', no, seq, why });
}
