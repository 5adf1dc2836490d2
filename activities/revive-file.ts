import { ApplicationFailure } from '@temporalio/common';
import type { LoadedDataConverter } from '@temporalio/common';
import { kindOfNumber } from '../domain/values/complaint-number';
import type { RevivalWork } from '../domain/activity-contract';
import { BundleUnknown } from '../models/bundles';
import { EventsMissing } from '../models/case-states';
import { eventOf, verifyChain } from '../models/chain';
import type { ChainedEvent } from '../models/chain';
import { ChainBroken } from '../models/events';
import type { Models } from '../models/open-models';
import type { CaseHistories, KeptRun } from './case-histories';
import { restoreEvents } from './restore-events';
import { lostMessagesIn, ordersIn } from './what-is-left';
import type { Lost } from './what-is-left';

/** A page of lost messages; a single one may be larger, and no message is too large for an answer. */
const PAGE_BYTES = 400 * 1024;

/** Why a file can't be revived as things stand; the same again comes to the same. */
export class NotRevivable extends Error {
  override readonly name = 'NotRevivable';

  constructor(
    readonly why: 'ChainBroken' | 'EventsMissing' | 'BundleUnknown' | 'NothingToRevive',
    message: string,
  ) {
    super(message);
  }
}

export interface Stores {
  histories: Pick<CaseHistories, 'batches' | 'runs'>;
  events: Models['events'];
  readModels: Models['readModels'];
  bundles: Pick<Models['bundles'], 'get'>;
}

/**
 * What a file knew, from its stored events; first stores what its histories have and the store lacks. Harmless when
 * repeated.
 * @throws NotRevivable
 */
export async function fileAsStored(
  no: string,
  stores: Stores,
): Promise<Awaited<ReturnType<RevivalWork['reviveFile']>> & { events: readonly ChainedEvent[] }> {
  const { histories, readModels, bundles } = stores;
  try {
    const { problem } = await restoreEvents(no, { histories, events: stores.events });
    if (problem !== undefined)
      throw broken(no, `the histories contradict each other (${problem.what} at event ${problem.seq})`);
    const events: ChainedEvent[] = [];
    for await (const event of stores.events.all(no)) events.push(event);
    const found = verifyChain(events);
    if (found !== undefined) throw broken(no, `the stored chain breaks at event ${found.seq} (${found.what})`);
    await readModels.renew(no);
    const state = await readModels.stateOf(no);
    const last = events.at(-1);
    if (state === undefined || last === undefined)
      throw new NotRevivable('NothingToRevive', `${no} has no events and was never recorded`);
    if (state.status === 'closed') throw new NotRevivable('NothingToRevive', `${no} is closed and ended normally`);
    const isComplaint = kindOfNumber(no) === 'complaint';
    return {
      ...{ state, head: last.hash, clock: eventOf(last).at, events },
      ...(isComplaint ? { policy: (await bundles.get(state.policy.bundleHash)).policy } : {}),
    };
  } catch (error) {
    if (error instanceof ChainBroken) throw broken(no, error.message);
    if (error instanceof EventsMissing) throw new NotRevivable('EventsMissing', error.message);
    if (error instanceof BundleUnknown) throw new NotRevivable('BundleUnknown', error.message);
    throw error;
  }
}

function broken(no: string, why: string): NotRevivable {
  return new NotRevivable('ChainBroken', `${no}: ${why}`);
}

/** What a file that was revived asks for, see `RevivalWork`. */
export function createRevivalWork(
  parts: Stores & {
    converter: LoadedDataConverter;
    /** Run of the workflow that asks: what it has taken itself is not lost. */
    ownRun: () => string;
  },
): RevivalWork {
  const { histories, converter, ownRun } = parts;
  const earlierRuns = async (no: string): Promise<KeptRun[]> => {
    const own = ownRun();
    return (await histories.runs(no)).filter(({ runId }) => runId !== own);
  };
  // What ended runs have lost stays the same; page after page is asked for by one run.
  let read: { own: string; lost: Promise<Lost[]> } | undefined;
  const lostBefore = (no: string): Promise<Lost[]> => {
    const own = ownRun();
    if (read?.own === own) return read.lost;
    const lost = earlierRuns(no).then((runs) => lostMessagesIn(runs, converter));
    const reading = { own, lost };
    read = reading;
    lost.catch(() => (read = read === reading ? undefined : read));
    return lost;
  };
  return {
    async reviveFile({ no }) {
      try {
        const { events: _events, ...file } = await fileAsStored(no, parts);
        return file;
      } catch (error) {
        throw error instanceof NotRevivable ? ApplicationFailure.nonRetryable(error.message, error.why) : error;
      }
    },
    async lostMessages({ no, after }) {
      const all = await lostBefore(no);
      const from = all.findIndex(({ where }) => where.runId === after?.runId && where.eventId === after.eventId) + 1;
      let bytes = 0;
      const page = all.slice(from).filter((lost, i) => {
        bytes += Buffer.byteLength(JSON.stringify(lost));
        return i === 0 || bytes <= PAGE_BYTES;
      });
      const last = page.at(-1);
      const messages = page.map(({ action, message, at }) => ({ action, message, at }));
      if (from + page.length < all.length && last !== undefined) return { messages, next: last.where };
      read = undefined;
      return { messages };
    },
    async lostOrders({ no, keys }) {
      return ordersIn(await earlierRuns(no), converter, keys);
    },
  };
}
