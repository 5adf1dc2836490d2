import { condition } from '@temporalio/workflow';
import type { Rung, Task } from '../domain/state';
import { barredFrom } from '../domain/eligibility';
import { clockAlarms, nextAlarm, openTasks } from '../domain/tasks';
import { both } from '../domain/text';
import type { FoundRole } from '../domain/world';
import type { Case } from './case';
import { tellOwner } from './tell-owner';
import { tellStaff, wordsOf } from './tell-staff';

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
      if (ended()) return;
      const at = this.next() as string;
      // What is due is what the timer was set for, and a timer is set even for what is past: the clock may read
      // otherwise when this is replayed (after a lost workflow task it can stand still), and must decide nothing.
      const left = Math.max(1, Date.parse(at) - Date.now());
      const sooner = await condition(() => ended() || (this.next() ?? at) < at, left);
      if (sooner) continue;
      this.kase.cameIn(at);
      await this.kase.settling.while(() => this.fire(at));
    }
  }

  /** Lets happen, instant by instant, what was due before an instant that has passed. */
  async upTo(instant: string): Promise<void> {
    for (let at = this.next(); at !== undefined && at < instant; at = this.next()) {
      const due = at;
      this.kase.cameIn(due);
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
    for (const [key, timer] of Object.entries(this.kase.state.timers))
      if (!timer.fired && timer.at <= by) this.kase.emit({ type: 'TimerFired', data: { key, due: timer.at } });
    if ((this.kase.state.pause?.until ?? '9') <= by) this.kase.emit({ type: 'CaseResumed', data: { because: 'time' } });
    for (const { clock, at, warning } of clockAlarms(this.kase.state)) if (at <= by) this.ringClock(clock, at, warning);
    for (const { id } of openTasks(this.kase.state)) {
      for (const [index, rung] of (this.kase.state.tasks[id]?.rungs ?? []).entries()) {
        // An earlier rung may have ended the task, and so may somebody while a question was asked.
        const task = this.kase.state.tasks[id];
        if (task?.status === 'open' && rung.done !== true && rung.at <= by) await this.climb(task, rung, index);
      }
    }
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

  private async climb(task: Task, rung: Rung, index: number): Promise<void> {
    const { kase } = this;
    const place = task.id.slice(0, task.id.lastIndexOf('/'));
    const about = { task: task.id, rung: index, due: rung.at };
    switch (rung.does) {
      case 'remind':
        kase.emit({ type: 'TaskReminded', place, data: about });
        this.tell(task, `told-${index}`, 'reminder', { role: task.role, ...personOf(task) });
        return;
      case 'overdue':
        kase.emit({
          type: 'TaskOverdue',
          place,
          data: { ...about, heldBy: task.role, ...personOf(task), charge: rung.charge === true },
        });
        this.tell(task, `told-${index}`, 'overdue', { role: task.role, ...personOf(task) });
        return;
      case 'warn':
        kase.emit({ type: 'TaskWarned', place, data: { ...about, to: rung.to } });
        this.tell(task, `told-${index}`, 'overdue', { role: rung.to ?? task.role });
        return;
      case 'decide':
        kase.emit({
          type: 'TaskDecidedByDefault',
          place,
          data: { ...about, answer: { action: rung.action ?? '', data: rung.data ?? {} } },
        });
        return;
      case 'escalate': {
        const { role, vacant, nobody } = await this.findRole(task, rung.to ?? task.role);
        if (kase.state.tasks[task.id]?.status !== 'open') return;
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
    return this.kase.ask('findRole', {
      role,
      ...(task.department === undefined ? {} : { department: task.department }),
      ...this.kase.at,
      barred: barredFrom(this.kase.state, this.kase.policy, task),
    });
  }

  private tell(task: Task, name: string, template: string, to: { role: string; person?: string }): void {
    const whom = { ...to, ...(task.department === undefined ? {} : { department: task.department }) };
    tellStaff(this.kase, `${task.id}/${name}`, { template, to: whom, values: wordsOf(task) });
  }
}

function personOf(task: Task): { person?: string } {
  return task.assignee === undefined ? {} : { person: task.assignee };
}
