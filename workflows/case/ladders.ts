import type { NewCaseEvent } from '../../domain/defined-events';
import { barredFrom } from '../../domain/case/eligibility';
import { isOvertaken, moveAfterLate, wordsOf } from '../../domain/file/escalation';
import { holderAt } from '../../domain/case/tasks/held-task';
import type { Rung, Task } from '../../domain/case/state';
import { runningRungs } from '../../domain/case/tasks/tasks';
import type { FoundRole } from '../../domain/activity-contract';
import { orElse } from '../runtime/activity-failed';
import type { Case } from './case';
import { moveOver } from './standstills';
import { tellOwner } from './tell-owner';
import { tellStaff } from './tell-staff';

/** What time does to a task that nobody has done, step by step; and what happens when a person hands it up. */
export class Ladders {
  constructor(private readonly kase: Case) {
    kase.listeners.push((event) => {
      const { task, to, rung } = event.data as { task?: string; to?: string; rung?: number };
      if (event.type !== 'TaskEscalated' || event.by === undefined || rung !== undefined) return;
      if (task !== undefined && to !== undefined)
        void kase.settling.while(() => this.handUp(task, to, `told-${event.seq}-by-hand`));
    });
  }

  /** Every step of a task's ladder that was due by then, the lowest first. */
  async climb(id: string, by: string): Promise<void> {
    let isTold = false;
    for (const [index, rung] of (this.kase.state.tasks[id]?.rungs ?? []).entries()) {
      // An earlier rung may have ended the task, and so may somebody while a question was asked.
      const task = this.kase.state.tasks[id];
      if (task?.status === 'open' && isRunning(task, index) && rung.at <= by)
        isTold = (await this.climbTo(task, rung, index)) || isTold;
    }
    if (isTold) await this.keepDistance(id, by);
  }

  /**
   * Who was told late has as long until the next step as the policy gives them: what comes after is moved, the due time
   * too if it is still to come. What is due at the same instant is not, so that a word that is late stays late.
   */
  private async keepDistance(id: string, due: string): Promise<void> {
    const task = this.kase.state.tasks[id];
    if (task?.status !== 'open') return;
    const still = moveAfterLate(task.rungs, due, this.kase.now());
    if (still !== undefined) await moveOver(this.kase, task, { because: 'toldLate', ...still });
  }

  /** Answers whether anybody was told. */
  private async climbTo(task: Task, rung: Rung, index: number): Promise<boolean> {
    const { kase } = this;
    const place = task.id.slice(0, task.id.lastIndexOf('/'));
    const about = { task: task.id, rung: index, due: rung.at };
    switch (rung.does) {
      case 'remind': {
        const isLeftOut = isOvertaken(task.rungs, rung, kase.now());
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
        // What it is was said by the stage that opened the task (`TaskSpec.whenDue`).
        kase.emit({
          type: rung.fact?.type ?? '',
          place,
          data: { ...about, heldBy: task.role, ...personAt(task, rung.at), ...rung.fact?.data },
        } as NewCaseEvent);
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
