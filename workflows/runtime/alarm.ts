import { condition } from '@temporalio/workflow';
import { GRACE_MS } from '../../domain/file/escalation';
import type { FileState } from '../../domain/file/state';
import type { AnyFile } from './durable-file';
import { untilAllWait } from './settling';

/** What a kind of file says of its times. */
export interface Times {
  /** The earliest instant at which something happens by itself, if anything does. */
  next: () => string | undefined;
  /** Lets everything happen that was due by then, in one go. */
  fire: (by: string) => Promise<void>;
  /** Nothing happens any more. */
  isOver: () => boolean;
  /** Whether what that leads to may be due before what comes next, so that it is waited for. */
  leadsOn: boolean;
}

/**
 * The one alarm of a file: sleeps until the earliest step of a ladder or timer and lets it happen. A timer that was set
 * for what is done since is left to fire for nothing rather than cancelled at each action: that is fewer events in the
 * history (docs/decisions/0004). What is due is what the timer was set for, and what was due before a message was received
 * has happened before it (docs/decisions/0017). It rings a moment after what is due, so that a word that was received in
 * time and is on its way comes first; whatever is received later makes it ring at once.
 */
export class Alarm<S extends FileState> {
  private firing = false;
  /** Until then time has passed, as the API's stamps tell: what is due before needs no timer. */
  private past = '';

  constructor(
    private readonly file: AnyFile<S>,
    private readonly times: Times,
  ) {}

  /** Rings until the file is over. */
  async ring(): Promise<void> {
    const { isOver, next } = this.times;
    for (;;) {
      await condition(() => isOver() || next() !== undefined);
      if (isOver()) return;
      const at = next() as string;
      // What is due is what the timer was set for, and a timer is set even for what is past: the clock may read
      // otherwise when this is replayed (after a lost workflow task it can stand still), and must decide nothing.
      const toGo = Date.parse(at) - Date.now();
      // Nobody's word is on its way for what was past when it was set.
      const left = toGo > 0 ? toGo + GRACE_MS : 1;
      const isPast = (): boolean => at < this.past;
      const sooner = isPast() || (await condition(() => isOver() || isPast() || (next() ?? at) < at, left));
      // What it was set for may have been done since, or there is something before it now.
      if (isOver() || (sooner && !isPast()) || next() !== at) continue;
      this.firing = true;
      await this.file.settling.while(() => this.times.fire(at));
      if (this.times.leadsOn) await this.file.settling.settled();
      this.firing = false;
    }
  }

  /**
   * Lets everything happen, instant by instant, that is due before a message counts; what is due at that very instant
   * comes after it. Ends when the message can be judged. No clock is read for it: the stamp stands in the history, and
   * so does the timer that has fired.
   * @param received the API's stamp; without one, what has fired by now comes first
   * @param isTrusted whether the stamp may stand for a timer: a signal's was never held against the engine's time
   */
  async upTo(received: string | undefined, isTrusted: boolean): Promise<void> {
    if (received !== undefined && isTrusted && received > this.past) this.past = received;
    // Jobs of one activation come messages first: the timer that has fired with them is heard now.
    await untilAllWait();
    while (this.firing || this.isDueBefore(received)) {
      await condition(() => !this.firing && !this.isDueBefore(received));
      if (this.times.leadsOn) await this.file.settling.settled();
    }
  }

  /** Whether something is due, and has not happened, before a message that was received then. */
  isDueBefore(received: string | undefined): boolean {
    const next = this.times.next();
    return !this.times.isOver() && received !== undefined && next !== undefined && next < received;
  }

  /** The same before it rings at all: of a file that was revived and takes messages of before. */
  async catchUpTo(instant: string): Promise<void> {
    const { next, fire } = this.times;
    for (let at = next(); at !== undefined && at < instant; at = next()) {
      const due = at;
      await this.file.settling.while(() => fire(due));
      await this.file.settling.settled();
      if (next() === due) return;
    }
  }
}
