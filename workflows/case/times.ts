import { wordsOf } from '../../domain/file/escalation';
import { clockAlarms, nextAlarm, openTasks } from '../../domain/case/tasks/tasks';
import { both } from '../../domain/values/text';
import type { Times } from '../runtime/alarm';
import { timeOfRinging } from '../runtime/read-clock';
import type { Case } from './case';
import { Ladders } from './ladders';
import { tellStaff } from './tell-staff';

/** What time does to a case: timers of steps, the end of a pause, clocks of the case as a whole, ladders of tasks. */
export class CaseTimes implements Times {
  private readonly ladders: Ladders;
  readonly leadsOn = true;

  /** @param isOver whether the case has ended */
  constructor(
    private readonly kase: Case,
    readonly isOver: () => boolean,
  ) {
    this.ladders = new Ladders(kase);
  }

  private seen = { seq: -1, at: undefined as string | undefined };
  readonly next = (): string | undefined => {
    if (this.seen.seq !== this.kase.state.seq) this.seen = { seq: this.kase.state.seq, at: nextAlarm(this.kase.state) };
    return this.seen.at;
  };

  /** Everything that was due by then, in one go. */
  readonly fire = async (by: string): Promise<void> => {
    this.kase.cameIn(by);
    this.kase.cameIn(await timeOfRinging(this.kase, by));
    for (const [key, timer] of Object.entries(this.kase.state.timers))
      if (!timer.fired && timer.at <= by) this.kase.emit({ type: 'TimerFired', data: { key, due: timer.at } });
    if ((this.kase.state.pause?.until ?? '9') <= by) this.resume();
    for (const { clock, at, warning } of clockAlarms(this.kase.state)) if (at <= by) this.ringClock(clock, at, warning);
    for (const { id } of openTasks(this.kase.state)) await this.ladders.climb(id, by);
  };

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
