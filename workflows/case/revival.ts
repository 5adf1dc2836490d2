import { condition } from '@temporalio/workflow';
import { receivedAt } from '../../domain/file/envelope';
import type { CaseState } from '../../domain/case/state';
import type { Effects, LostMessage } from '../../domain/activity-contract';
import type { Alarm } from '../runtime/alarm';
import { lostMessages, lostOrders } from '../runtime/revival';
import type { Case } from './case';

/** What a case does outside is waited for so long before others are let in. */
const PATIENCE = '1m';

/** How a case takes messages, and whether it is over. */
interface Taking {
  alarm: Alarm<CaseState>;
  /** Judges and takes a message; answers whether it has to wait until the case does nothing outside. */
  take: (lost: LostMessage) => 'busy' | 'done';
  over: () => boolean;
  /** Lets others in: called once. */
  open: () => void;
}

/**
 * A case that was revived goes on where its stored events leave it: orders again what was under way, then takes the
 * messages that were accepted and lost. Before each it lets happen what was due by then, and nobody else is heard
 * meanwhile, so that everything comes in the order in which it did.
 */
export class Revival {
  /** Until then the case does not go on in a fresh history. */
  isUnderWay = true;

  constructor(private readonly kase: Case) {}

  private isOpen = false;

  async takeUp(taking: Taking): Promise<void> {
    await this.orderAgain();
    this.kase.reaction.commanded();
    for await (const lost of lostMessages(this.kase.state.no)) {
      this.kase.cameIn();
      await this.take(lost, taking);
      this.kase.reaction.commanded();
    }
    this.isUnderWay = false;
    this.open(taking);
  }

  /** One message, once the case is free for it. */
  private async take(lost: LostMessage, taking: Taking): Promise<void> {
    const { kase } = this;
    const { alarm, take, over } = taking;
    if (!this.isOpen) await alarm.catchUpTo(receivedAt(lost.message) ?? lost.at);
    const isFree = (): boolean => kase.stepEffects === 0 || over();
    for (;;) {
      await kase.settling.settled();
      if (over() || take(lost) === 'done') return;
      kase.reaction.commanded();
      if (await condition(isFree, PATIENCE)) continue;
      // Whatever it does outside takes long: nobody else waits for that.
      this.open(taking);
      await condition(isFree);
    }
  }

  private open({ open }: Taking): void {
    if (this.isOpen) return;
    this.isOpen = true;
    open();
  }

  /** What was under way and no line has ordered again is a word to staff: it is sent under its old key, or given up. */
  private async orderAgain(): Promise<void> {
    const { kase } = this;
    await kase.settling.settled();
    const effects = Object.values(kase.state.effects);
    const orphans = effects.filter(({ key, status }) => status === 'underWay' && !kase.ordered.has(key));
    if (orphans.length === 0) return;
    kase.reaction.commanded();
    const orders = await lostOrders(
      kase.state.no,
      orphans.map(({ key }) => key),
    );
    kase.cameIn();
    for (const { key, activity } of orphans) {
      if (kase.ordered.has(key)) continue;
      const order = orders[key];
      if (order === undefined)
        kase.emit({ type: 'EffectUnknown', data: { key, activity, result: { reason: 'revived' } } });
      else void kase.perform(key, undefined, activity as keyof Effects, order);
    }
  }
}
