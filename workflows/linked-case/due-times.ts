import { isOvertaken, moveAfterLate, wordsOf } from '../../domain/file/escalation';
import { timesOf } from '../../domain/case/tasks/moved-task';
import type { Due, ProceedingState } from '../../domain/linked-cases/state';
import { nextRung } from '../../domain/linked-cases/state';
import type { Rung } from '../../domain/case/state';
import type { Times } from '../runtime/alarm';
import { movedTimes } from '../runtime/moved-times';
import { timeOfRinging } from '../runtime/read-clock';
import type { LinkedCase } from './linked-case';

/** What time does to the waits of a linked case: the steps of their ladders. */
export class DueTimes<S extends ProceedingState> implements Times {
  /** What a step tells is beside the work. */
  readonly leadsOn = false;

  constructor(private readonly run: LinkedCase<S>) {}

  readonly isOver = (): boolean => this.run.isOver;
  readonly next = (): string | undefined => nextRung(this.run.state);

  readonly fire = async (by: string): Promise<void> => {
    const { run } = this;
    const read = await timeOfRinging(run, by);
    const now = read > by ? read : by;
    for (const name of Object.keys(run.state.dues)) {
      let isTold = false;
      // Nobody ends a wait meanwhile: messages are judged when this is over, and what is set anew is another one.
      for (const [index, rung] of (run.state.dues[name]?.rungs ?? []).entries())
        if (rung.done !== true && rung.at <= by && rung.does !== 'fact')
          isTold = this.take(name, rung, index, now) || isTold;
      if (isTold) await this.keepDistance(name, by, now);
    }
  };

  /** Answers whether anybody was told. */
  private take(name: string, rung: Rung, index: number, now: string): boolean {
    const { run } = this;
    const { at, does, to } = rung;
    const { role, person, title, dueAt = at, rungs } = run.state.dues[name] as Due;
    const isLeftOut = does === 'remind' && isOvertaken(rungs, rung, now);
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
    const still = due === undefined ? undefined : moveAfterLate(due.rungs, by, now);
    if (due === undefined || still === undefined) return;
    const [dueAt, ...rungs] = await movedTimes(run, timesOf({ ...due, openedAt: due.since ?? by }), still);
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
