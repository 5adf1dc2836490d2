import { condition, proxyActivities, sleep, upsertMemo } from '@temporalio/workflow';
import { bytesOf } from '../../domain/values/byte-size';
import type { CaseEvent } from '../../domain/file/stored-event';
import type { Journal as JournalActivities } from '../../domain/activity-contract';
import type { FileState } from '../../domain/file/state';
import { failureType, isOfActivity } from './activity-failed';
import type { DurableFile } from './durable-file';
import { untilAllWait } from './settling';

type Journaled = Pick<DurableFile<FileState>, 'outbox' | 'settling' | 'reaction' | 'size'> & {
  readonly state: { readonly no: string };
};

/** Tried for ever: what was accepted is never lost, and retries add nothing to the history while the store is down. */
const store = proxyActivities<JournalActivities>({
  startToCloseTimeout: '30s',
  // A batch whose worker was killed on the way is sent again this soon, and whoever waits for it is answered.
  heartbeatTimeout: '15s',
  retry: {
    initialInterval: '500ms',
    backoffCoefficient: 2,
    maximumInterval: '30s',
    nonRetryableErrorTypes: ['ChainBroken'],
  },
});

/** A batch is an activity's input, which the engine bears up to 2 MiB; a quarter of that leaves room. */
const BATCH_BYTES = 512 * 1024;
/** What stands about the events: number, head, and a comma each. */
const ABOUT_BYTES = 2 * 1024;
/** What is not stored yet goes into a fresh history up to this. */
const CARRIED_BYTES = 256 * 1024;
/** A head of the chain, a SHA-256. */
const HEAD = /^[0-9a-f]{64}$/;
/** How soon a batch that the store will not have is tried again. */
const LOOK_AGAIN = '10m';

/** As many events, oldest first, as a batch may hold; one at least. */
function batchOf(outbox: readonly CaseEvent[]): CaseEvent[] {
  let bytes = ABOUT_BYTES;
  const tooMany = outbox.findIndex((event, i) => (bytes += bytesOf(event)) > BATCH_BYTES && i > 0);
  return outbox.slice(0, tooMany < 0 ? outbox.length : tooMany);
}

/**
 * Sends new events out as one batch whenever the file has settled, at most one batch in flight. The events are the
 * activity's input, so they stand in the history before anything is written.
 */
export class Journal {
  private inFlight = false;
  /** Number of the newest event that a batch or a mark has told of. */
  private marked = 0;

  constructor(
    private readonly file: Journaled,
    public head: string,
  ) {}

  /** Nothing is under way, and what waits is little enough to go along into a fresh history. */
  get isAtRest(): boolean {
    return !this.inFlight && this.waiting <= CARRIED_BYTES;
  }

  private get waiting(): number {
    return this.file.outbox.reduce((sum, event) => sum + bytesOf(event), 0);
  }

  /**
   * A batch under way keeps a run from ending, and under load one always is: so none is sent once nothing else keeps it.
   */
  private isHeldBack = (): boolean => false;

  /** Number of the newest event that is not known to be stored; 0 if all are. */
  private get newest(): number {
    return this.file.outbox.at(-1)?.seq ?? 0;
  }

  /**
   * Stores events as they come, until the file has ended and all are stored.
   * @param isLeaving whether a fresh history is due, and waits for nothing but the journal
   */
  async drain(ended: () => boolean, isLeaving: () => boolean): Promise<void> {
    this.isHeldBack = () => isLeaving() && this.isAtRest;
    const isDone = (): boolean => ended() && this.file.outbox.length === 0;
    await Promise.all([this.send(isDone), this.mark(isDone)]);
  }

  private async send(isDone: () => boolean): Promise<void> {
    const { file } = this;
    for (;;) {
      await condition(() => (file.outbox.length > 0 && !this.isHeldBack()) || isDone());
      if (file.outbox.length === 0) return;
      await file.settling.settled();
      // Whoever waited for that, too, goes first: they may be the last that the end of this run waits for.
      await untilAllWait();
      if (this.isHeldBack()) continue;
      const events = batchOf(file.outbox);
      this.marked = events.at(-1)?.seq ?? 0;
      this.inFlight = true;
      file.reaction.commanded();
      this.head = await this.append(events);
      file.outbox.splice(0, events.length);
      this.inFlight = false;
    }
  }

  /** Until it is stored. A store that has other events under these numbers was tampered with; people have to look. */
  private async append(events: CaseEvent[]): Promise<string> {
    for (;;) {
      try {
        const head: unknown = await store.appendEvents({ no: this.file.state.no, head: this.head, events });
        if (typeof head === 'string' && HEAD.test(head)) return head;
      } catch (failure) {
        // A batch of what is no file of ours is nobody's to keep.
        if (!isOfActivity(failure) || failureType(failure) === 'BatchRefused') throw failure;
      }
      await sleep(LOOK_AGAIN);
    }
  }

  /**
   * What comes in while a batch is under way may lead to no command at all. Then it leaves a mark, which is one: how far
   * the case has come, in its memo. Seldom, for each is a write to Temporal's lists, too.
   */
  private async mark(isDone: () => boolean): Promise<void> {
    const { reaction, settling } = this.file;
    const isOwed = (): boolean => this.inFlight && this.newest > this.marked && reaction.isMissing;
    for (;;) {
      await condition(() => isOwed() || isDone());
      if (isDone()) return;
      await settling.settled();
      if (!isOwed()) continue;
      this.marked = this.newest;
      upsertMemo({ seq: this.marked });
      reaction.commanded();
    }
  }
}
