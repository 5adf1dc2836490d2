import { condition } from '@temporalio/workflow';
import { clockAlarms, nextAlarm, openTasks } from '../domain/tasks';
import { both } from '../domain/text';
import { orElse } from './activity-failed';
import type { Case } from './case';
import { Ladders } from './ladders';
import { untilAllWait } from './settling';
import { tellStaff, wordsOf } from './tell-staff';

/**
 * The one alarm of a case: sleeps until the earliest rung or timer and lets it happen. A timer that was set for a task
 * since done is left to fire for nothing rather than cancelled at each action: that is fewer events in the history.
 */
export class Alarm {
  private readonly ladders: Ladders;

  constructor(private readonly kase: Case) {
    this.ladders = new Ladders(kase);
  }

  async ring(ended: () => boolean): Promise<void> {
    for (;;) {
      await condition(() => ended() || this.next() !== undefined);
      this.isOver = ended();
      if (this.isOver) return;
      const at = this.next() as string;
      // What is due is what the timer was set for, and a timer is set even for what is past: the clock may read
      // otherwise when this is replayed (after a lost workflow task it can stand still), and must decide nothing.
      const left = Math.max(1, Date.parse(at) - Date.now());
      const isPast = (): boolean => at < this.past;
      const sooner = isPast() || (await condition(() => ended() || isPast() || (this.next() ?? at) < at, left));
      // What it was set for may have been done since, or there is something before it now.
      if (ended() || (sooner && !isPast()) || this.next() !== at) continue;
      this.firing = true;
      await this.kase.settling.while(() => this.fire(at));
      // What it leads to may be due before what comes next.
      await this.kase.settling.settled();
      this.firing = false;
    }
  }

  private firing = false;
  private isOver = false;
  /** Until then time has passed, as the API's stamps tell: what is due before needs no timer. */
  private past = '';

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
      await this.kase.settling.settled();
    }
  }

  /** Whether something is due, and has not happened, before a message that was received then. */
  isDueBefore(received: string | undefined): boolean {
    const next = this.next();
    return !this.isOver && received !== undefined && next !== undefined && next < received;
  }

  /** The same before it rings at all: of a case that was revived and takes messages of before. */
  async catchUpTo(instant: string): Promise<void> {
    for (let at = this.next(); at !== undefined && at < instant; at = this.next()) {
      const due = at;
      await this.kase.settling.while(() => this.fire(due));
      await this.kase.settling.settled();
      if (this.next() === due) return;
    }
  }

  private seen = { seq: -1, at: undefined as string | undefined };
  private next(): string | undefined {
    if (this.seen.seq !== this.kase.state.seq) this.seen = { seq: this.kase.state.seq, at: nextAlarm(this.kase.state) };
    return this.seen.at;
  }

  /** Everything that was due by then, in one go. */
  private async fire(by: string): Promise<void> {
    this.kase.cameIn(by);
    // After a downtime it is later than that. Where nobody can say, it is as if it had come in time.
    this.kase.cameIn(await orElse(this.kase.ask('readClock', {}), () => by));
    for (const [key, timer] of Object.entries(this.kase.state.timers))
      if (!timer.fired && timer.at <= by) this.kase.emit({ type: 'TimerFired', data: { key, due: timer.at } });
    if ((this.kase.state.pause?.until ?? '9') <= by) this.resume();
    for (const { clock, at, warning } of clockAlarms(this.kase.state)) if (at <= by) this.ringClock(clock, at, warning);
    for (const { id } of openTasks(this.kase.state)) await this.ladders.climb(id, by);
  }

  private resume(): void {
    this.kase.emit({ type: 'CaseResumed', data: { because: 'time', due: this.kase.state.pause?.until } });
  }

  private ringClock(clock: string, due: string, warning: number | undefined): void {
    const { kase } = this;
    if (warning === undefined) {
      kase.emit({ type: 'ClockMissed', data: { clock, due } });
      return;
    }
    const to = kase.state.clocks[clock]?.warnings[warning]?.to ?? kase.policy.owner;
    kase.emit({ type: 'ClockWarned', data: { clock, warning, to, due } });
    const { title } = kase.policy.clocks.find(({ id }) => id === clock) ?? { title: both(clock, clock) };
    const dueAt = kase.state.clocks[clock]?.dueAt ?? '';
    tellStaff(kase, `clock/${clock}/${due}/told-${warning}`, {
      ...{ template: 'clock', to: { role: to }, values: wordsOf({ title, dueAt }) },
    });
  }
}
