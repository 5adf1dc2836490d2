import { condition } from '@temporalio/workflow';
import { movedByClock, timesOf } from '../domain/moved-task';
import type { Due, ProceedingState } from '../domain/proceeding/state';
import { nextRung } from '../domain/proceeding/state';
import type { Rung } from '../domain/state';
import { orElse } from './activity-failed';
import type { ProceedingRun } from './proceeding';
import { untilAllWait } from './settling';
import { isToldLate, justAfter } from './told-late';
import { wordsOf } from './tell-staff';

/**
 * Lets time act on the waits of a proceeding, as the alarm of a case does: what is due is what the timer was set for, what
 * was due before a message was received comes before it, and whoever is told late has as long until the next step.
 */
export class DueLadder<S extends ProceedingState> {
  private climbing = false;
  /** Until then time has passed, as the API's stamps tell. */
  private past = '';

  constructor(private readonly run: ProceedingRun<S>) {}

  async keep(): Promise<void> {
    const { run } = this;
    const isOver = (): boolean => run.isOver;
    for (;;) {
      await condition(() => isOver() || this.next() !== undefined);
      if (isOver()) return;
      const at = this.next() as string;
      const left = Math.max(1, Date.parse(at) - Date.now());
      const isPast = (): boolean => at < this.past;
      const sooner = isPast() || (await condition(() => isOver() || isPast() || (this.next() ?? at) < at, left));
      if (isOver() || (sooner && !isPast()) || this.next() !== at) continue;
      this.climbing = true;
      await run.settling.while(() => this.climb(at));
      this.climbing = false;
    }
  }

  /**
   * Ends when a message can be judged.
   * @param isTrusted whether its stamp may stand for a timer
   */
  async upTo(received: string | undefined, isTrusted: boolean): Promise<void> {
    if (received !== undefined && isTrusted && received > this.past) this.past = received;
    await untilAllWait();
    while (this.climbing || this.isDueBefore(received))
      await condition(() => !this.climbing && !this.isDueBefore(received));
  }

  /** Whether something is due, and has not happened, before a message that was received then. */
  isDueBefore(received: string | undefined): boolean {
    const next = this.next();
    return !this.run.isOver && received !== undefined && next !== undefined && next < received;
  }

  private next(): string | undefined {
    return nextRung(this.run.state);
  }

  private async climb(by: string): Promise<void> {
    const { run } = this;
    const read = await orElse(run.question('readClock', {}), () => by);
    const now = read > by ? read : by;
    for (const name of Object.keys(run.state.dues)) {
      let isTold = false;
      // Nobody ends a wait meanwhile: messages are judged when this is over, and what is set anew is another one.
      for (const [index, rung] of (run.state.dues[name]?.rungs ?? []).entries())
        if (rung.done !== true && rung.at <= by && rung.does !== 'fact')
          isTold = this.take(name, rung, index, now) || isTold;
      if (isTold) await this.keepDistance(name, by, now);
    }
  }

  /** Answers whether anybody was told. */
  private take(name: string, { at, does, to }: Rung, index: number, now: string): boolean {
    const { run } = this;
    const { role, person, title, dueAt = at, rungs } = run.state.dues[name] as Due;
    const isLeftOut = does === 'remind' && rungs.some((one) => one.done !== true && one.at > at && one.at <= now);
    const TYPE = {
      ...{ remind: 'DueReminded', overdue: 'DueOverdue', warn: 'DueWarned', escalate: 'DueEscalated' },
      // Nothing is decided here because nobody acted: that it is late is all that time can say.
      ...{ decide: 'DueOverdue', fact: 'DueOverdue' },
    } as const;
    const about = { due: name, rung: index, at, ...(to === undefined ? {} : { to }) };
    run.emit({ type: TYPE[does], data: { ...about, ...(isLeftOut ? { leftOut: true } : {}) } }, now);
    if (isLeftOut) return false;
    const whom = to === undefined ? { role, ...(person === undefined ? {} : { person }) } : { role: to };
    run.tellStaff(`${name}/${index}/${at}`, TEMPLATE[does], whom, wordsOf({ title, dueAt }));
    return true;
  }

  private async keepDistance(name: string, by: string, now: string): Promise<void> {
    const { run } = this;
    const due = run.state.dues[name];
    if (due === undefined || !isToldLate(by, now) || !due.rungs.some(({ at, done }) => done !== true && at > by))
      return;
    const still = { from: justAfter(by), to: justAfter(now) };
    const times = timesOf({ ...due, openedAt: due.since ?? by });
    const moved = run.question('moveTimes', { times, ...still }).then((answer) => answer.times);
    const [dueAt, ...rungs] = await orElse(moved, () => movedByClock(times, still));
    // It may have been done, and set anew, while the calendar was asked.
    if (run.state.dues[name] !== due) return;
    const isLater = due.dueAt !== undefined && dueAt !== due.dueAt;
    run.emit({ type: 'DueMoved', data: { due: name, ...(isLater ? { dueAt } : {}), rungs, because: 'toldLate' } }, now);
  }
}

const TEMPLATE = {
  ...{ remind: 'reminder', overdue: 'overdue', warn: 'overdue', escalate: 'escalation', decide: 'overdue' },
  fact: 'overdue',
} as const;
