import { condition } from '@temporalio/workflow';
import type { Rung, Task } from '../domain/state';
import { barredFrom } from '../domain/eligibility';
import { holderAt } from '../domain/held-task';
import { clockAlarms, nextAlarm, openTasks, runningRungs } from '../domain/tasks';
import { both } from '../domain/text';
import type { FoundRole } from '../domain/world';
import type { Case } from './case';
import { untilAllWait } from './settling';
import { orElse } from './activity-failed';
import { tellOwner } from './tell-owner';
import { moveOver } from './standstills';
import { tellStaff, wordsOf } from './tell-staff';
import { isToldLate, justAfter } from './told-late';

/**
 * The one alarm of a case: sleeps until the earliest rung or timer and lets it happen. A timer that was set for a task
 * since done is left to fire for nothing rather than cancelled at each action: that is fewer events in the history.
 */
export class Alarm {
  constructor(private readonly kase: Case) {
    kase.listeners.push((event) => {
      const { task, to, rung } = event.data as { task?: string; to?: string; rung?: number };
      if (event.type !== 'TaskEscalated' || event.by === undefined || rung !== undefined) return;
      if (task !== undefined && to !== undefined)
        void kase.settling.while(() => this.handUp(task, to, `told-${event.seq}-by-hand`));
    });
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
    for (const { id } of openTasks(this.kase.state)) {
      let isTold = false;
      for (const [index, rung] of (this.kase.state.tasks[id]?.rungs ?? []).entries()) {
        // An earlier rung may have ended the task, and so may somebody while a question was asked.
        const task = this.kase.state.tasks[id];
        if (task?.status === 'open' && isRunning(task, index) && rung.at <= by)
          isTold = (await this.climb(task, rung, index)) || isTold;
      }
      if (isTold) await this.keepDistance(id, by);
    }
  }

  /**
   * Who was told late has as long until the next step as the policy gives them: what comes after is moved, the due time
   * too if it is still to come. What is due at the same instant is not, so that a word that is late stays late.
   */
  private async keepDistance(id: string, due: string): Promise<void> {
    const task = this.kase.state.tasks[id];
    const now = this.kase.now();
    if (task?.status !== 'open' || !isToldLate(due, now)) return;
    if (!task.rungs.some(({ at, done }) => done !== true && at > due)) return;
    await moveOver(this.kase, task, { because: 'toldLate', from: justAfter(due), to: justAfter(now) });
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

  /** Answers whether anybody was told. */
  private async climb(task: Task, rung: Rung, index: number): Promise<boolean> {
    const { kase } = this;
    const place = task.id.slice(0, task.id.lastIndexOf('/'));
    const about = { task: task.id, rung: index, due: rung.at };
    switch (rung.does) {
      case 'remind': {
        // After a downtime the next step may be due, too: then this one says nothing any more.
        const isLeftOut = task.rungs.some(({ at, done }) => done !== true && at > rung.at && at <= kase.now());
        kase.emit({ type: 'TaskReminded', place, data: { ...about, ...(isLeftOut ? { leftOut: true } : {}) } });
        if (!isLeftOut) this.tell(task, `told-${index}`, 'reminder', { role: task.role, ...personOf(task) });
        return !isLeftOut;
      }
      case 'overdue':
        kase.emit({
          type: 'TaskOverdue',
          place,
          data: { ...about, heldBy: task.role, ...personOf(task), charge: rung.charge === true },
        });
        this.tell(task, `told-${index}`, 'overdue', { role: task.role, ...personOf(task) });
        return true;
      case 'fact':
        kase.emit({
          type: rung.fact?.type ?? '',
          place,
          data: { ...about, heldBy: task.role, ...personAt(task, rung.at), ...rung.fact?.data },
        });
        return false;
      case 'warn':
        kase.emit({ type: 'TaskWarned', place, data: { ...about, to: rung.to } });
        this.tell(task, `told-${index}`, 'overdue', { role: rung.to ?? task.role });
        return true;
      case 'decide':
        kase.emit({
          type: 'TaskDecidedByDefault',
          place,
          data: { ...about, answer: { action: rung.action ?? '', data: rung.data ?? {} } },
        });
        return false;
      case 'escalate': {
        const { role, vacant, nobody } = await this.findRole(task, rung.to ?? task.role);
        if (kase.state.tasks[task.id]?.status !== 'open') return false;
        if (rung.charge === true)
          kase.emit({
            type: 'TaskOverdue',
            place,
            data: { ...about, heldBy: task.role, ...personOf(task), charge: true },
          });
        kase.emit({
          type: 'TaskEscalated',
          place,
          data: {
            ...{ ...about, to: role },
            ...(vacant.length === 0 ? {} : { passedOver: vacant }),
            ...(nobody === undefined ? {} : { nobody }),
          },
        });
        this.tell(task, `told-${index}`, 'escalation', { role });
        if (nobody === true) tellOwner(kase, task);
        return true;
      }
    }
  }

  /** What somebody escalated by hand goes past posts that are vacant, too, and whoever has it now is told. */
  private async handUp(id: string, to: string, name: string): Promise<void> {
    const task = this.kase.state.tasks[id];
    if (task === undefined) return;
    const { role, vacant, nobody } = await this.findRole(task, to);
    if (this.kase.state.tasks[id]?.status !== 'open') return;
    if (role !== to)
      this.kase.emit({
        type: 'TaskEscalated',
        data: { task: id, to: role, passedOver: vacant, ...(nobody === undefined ? {} : { nobody }) },
      });
    this.tell(task, name, 'escalation', { role });
    if (nobody === true) tellOwner(this.kase, task);
  }

  private findRole(task: Task, role: string): Promise<FoundRole> {
    const found = this.kase.ask('findRole', {
      role,
      ...(task.department === undefined ? {} : { department: task.department }),
      ...this.kase.at,
      barred: barredFrom(this.kase.state, this.kase.policy, task),
    });
    // It goes up all the same, and the policy's owner hears of it.
    return orElse(found, () => ({ role, vacant: [], nobody: true as const }));
  }

  private tell(task: Task, name: string, template: string, to: { role: string; person?: string }): void {
    const whom = { ...to, ...(task.department === undefined ? {} : { department: task.department }) };
    tellStaff(this.kase, `${task.id}/${name}`, { template, to: whom, values: wordsOf(task) });
  }
}

/** Whether a rung is to come, and the task's time runs. */
function isRunning(task: Task, index: number): boolean {
  const rung = task.rungs[index];
  return rung !== undefined && runningRungs(task).includes(rung);
}

/** Who held it then. */
function personAt(task: Task, at: string): { person?: string } {
  const { assignee } = holderAt(task, at);
  return assignee === undefined ? {} : { person: assignee };
}

function personOf(task: Task): { person?: string } {
  return task.assignee === undefined ? {} : { person: task.assignee };
}
