import { condition, proxyActivities, upsertMemo } from '@temporalio/workflow';
import type { Journal as JournalActivities } from '../domain/world';
import type { Case } from './case';

/** What has events to be stored: a case, or a proceeding beside the cases. */
type Journaled = Pick<Case, 'outbox' | 'settling' | 'reaction'> & { readonly state: { readonly no: string } };

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

/**
 * Sends new events out as one batch whenever the case has settled, at most one batch in flight. The events are the
 * activity's input, so they stand in the history before anything is written.
 */
export class Journal {
  private inFlight = false;
  /** Number of the newest event that a batch or a mark has told of. */
  private marked = 0;

  constructor(
    private readonly kase: Journaled,
    public head: string,
  ) {}

  get isEmpty(): boolean {
    return !this.inFlight && this.kase.outbox.length === 0;
  }

  /** Number of the newest event that is not known to be stored; 0 if all are. */
  private get newest(): number {
    return this.kase.outbox.at(-1)?.seq ?? 0;
  }

  /** Stores events as they come, until the case has ended and all are stored. */
  async drain(ended: () => boolean): Promise<void> {
    const isDone = (): boolean => ended() && this.kase.outbox.length === 0;
    await Promise.all([this.send(isDone), this.mark(isDone)]);
  }

  private async send(isDone: () => boolean): Promise<void> {
    const { kase } = this;
    for (;;) {
      await condition(() => kase.outbox.length > 0 || isDone());
      if (kase.outbox.length === 0) return;
      await kase.settling.settled();
      const events = kase.outbox.slice();
      this.marked = this.newest;
      this.inFlight = true;
      kase.reaction.commanded();
      this.head = await store.appendEvents({ no: kase.state.no, head: this.head, events });
      kase.outbox.splice(0, events.length);
      this.inFlight = false;
    }
  }

  /**
   * What comes in while a batch is under way may lead to no command at all. Then it leaves a mark, which is one: how far
   * the case has come, in its memo. Seldom, for each is a write to Temporal's lists, too.
   */
  private async mark(isDone: () => boolean): Promise<void> {
    const { reaction, settling } = this.kase;
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
