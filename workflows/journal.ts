import { condition, proxyActivities } from '@temporalio/workflow';
import type { Journal as JournalActivities } from '../domain/world';
import type { Case } from './case';

/** What has events to be stored: a case, or a proceeding beside the cases. */
type Journaled = Pick<Case, 'outbox' | 'settling'> & { readonly state: { readonly no: string } };

/** Tried for ever: what was accepted is never lost, and retries add nothing to the history while the store is down. */
const store = proxyActivities<JournalActivities>({
  startToCloseTimeout: '30s',
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

  constructor(
    private readonly kase: Journaled,
    public head: string,
  ) {}

  get isEmpty(): boolean {
    return !this.inFlight && this.kase.outbox.length === 0;
  }

  /**
   * Waits until the event store has everything up to this number. Actions are answered only then: whoever reads the
   * register after an answer finds in it what they have done.
   */
  async hasStored(seq: number): Promise<void> {
    await condition(() => (this.kase.outbox[0]?.seq ?? Infinity) > seq);
  }

  async drain(ended: () => boolean): Promise<void> {
    const { kase } = this;
    for (;;) {
      await condition(
        () => (kase.outbox.length > 0 && kase.settling.isSettled()) || (ended() && kase.outbox.length === 0),
      );
      if (kase.outbox.length === 0) return;
      const events = kase.outbox.slice();
      this.inFlight = true;
      this.head = await store.appendEvents({ no: kase.state.no, head: this.head, events });
      kase.outbox.splice(0, events.length);
      this.inFlight = false;
    }
  }
}
