import { wordsOf } from '../../domain/file/escalation';
import { factsOf } from '../../domain/case/known-facts';
import type { CaseEvent } from '../../domain/file/stored-event';
import type { ClockRule } from '../../domain/policy/terms';
import type { TimeLimit } from '../../domain/policy/step';
import type { Case } from './case';
import { orElse } from '../runtime/activity-failed';
import { tellStaff } from './tell-staff';

/**
 * The clocks of a case: started and stopped by events, set anew when a standstill ends or what decides their limit has
 * changed. When they are due is asked of the calendar; that they are due is the alarm's to tell.
 */
export class Clocks {
  /** Clocks to be started: from when they count, and whether what stops them has happened already. */
  private readonly starting = new Map<string, { at: string; isStopped: boolean | 'merged' }>();
  /** Clocks that went on after a standstill. */
  private readonly stale = new Set<string>();
  /** Clocks that were given more time. */
  private readonly extended = new Set<string>();
  /** What the conditions of a clock spoke of when its limit was last chosen. */
  private readonly chosenBy: Record<string, string> = {};

  constructor(private readonly kase: Case) {
    kase.listeners.push((event) => this.hear(event));
  }

  /** Works out whatever has to be, one clock after the other. */
  async watch(ended: () => boolean): Promise<void> {
    await this.kase.settling.while(async () => {
      for (;;) {
        await this.kase.settling.standStill(() => ended() || this.next() !== undefined);
        if (ended()) return;
        await this.set(this.next() as ClockRule);
      }
    });
  }

  private hear({ type, at, data }: CaseEvent): void {
    for (const { id, starts, stops } of this.kase.policy.clocks) {
      const isRunning = this.kase.state.clocks[id]?.status === 'running';
      const starting = this.starting.get(id);
      if (starts.includes(type) && !isRunning && starting === undefined)
        this.starting.set(id, { at, isStopped: false });
      if (stops.includes(type)) {
        if (isRunning) this.stop(id);
        else if (starting !== undefined) starting.isStopped = true;
      }
      if (type === 'LimitExtended' && data['clock'] === id && isRunning) this.extended.add(id);
      // Neither kept nor missed: the complaint it goes on in has time limits of its own.
      if (type === 'CaseMerged') {
        if (isRunning) this.stop(id, true);
        else if (starting !== undefined) starting.isStopped = 'merged';
      }
      if (type === 'CaseResumed' && isRunning && this.kase.state.clocks[id]?.dueAt === undefined) this.stale.add(id);
    }
  }

  private stop(id: string, isMerged = false): void {
    if (isMerged) {
      this.kase.emit({ type: 'ClockStopped', data: { clock: id, because: 'merged' } });
      return;
    }
    const missed = this.kase.state.clocks[id]?.missedAt !== undefined;
    this.kase.emit({ type: 'ClockStopped', data: { clock: id, inTime: !missed } });
  }

  private next(): ClockRule | undefined {
    const { policy, state } = this.kase;
    return policy.clocks.find((rule) => {
      const clock = state.clocks[rule.id];
      if (this.starting.has(rule.id) || this.stale.has(rule.id) || this.extended.has(rule.id)) return true;
      if (rule.insteadWhen.length === 0 || clock?.status !== 'running' || clock.missedAt !== undefined) return false;
      return this.chosenBy[rule.id] !== this.print(rule);
    });
  }

  private async set(rule: ClockRule): Promise<void> {
    const { kase } = this;
    const { id } = rule;
    const from = this.starting.get(id);
    const print = this.print(rule);
    const startedAt = from?.at ?? kase.state.clocks[id]?.startedAt ?? kase.now();
    const within = await this.limitOf(rule);
    const known = kase.state.clocks[id];
    const more = from === undefined ? (known?.extended ?? []).map(({ by }) => by) : [];
    const outsideDueAt = rule.outside ? kase.state.intake?.outside?.dueAt : undefined;
    const asked = kase.ask('planClock', {
      startedAt,
      within,
      standstills: from === undefined ? (known?.standstills ?? []) : [],
      warn: rule.warn,
      ...(more.length === 0 ? {} : { extended: more }),
      ...(outsideDueAt === undefined ? {} : { outsideDueAt }),
    });
    const planned = await orElse<Awaited<typeof asked> | undefined>(asked, () => undefined);
    // Stopped while the calendar was asked.
    if (from === undefined && kase.state.clocks[id]?.status !== 'running') {
      this.stale.delete(id);
      this.extended.delete(id);
      return;
    }
    this.starting.delete(id);
    this.stale.delete(id);
    const isExtended = this.extended.delete(id);
    this.chosenBy[id] = print;
    if (planned === undefined) this.tellUnplanned(rule);
    const isNew = from !== undefined;
    const data = { clock: id, startedAt, pauses: rule.pauses, ...(planned ?? { warnings: [] }) };
    if (isNew) kase.emit({ type: 'ClockStarted', data });
    else if (planned !== undefined && planned.dueAt !== kase.state.clocks[id]?.dueAt)
      kase.emit({ type: 'ClockSet', data: { clock: id, ...planned, ...(isExtended ? { extended: true } : {}) } });
    if (isNew && from.isStopped !== false) this.stop(id, from.isStopped === 'merged');
  }

  /** Without a due time it warns nobody and is never missed, so the policy's owner is told to watch it. */
  private tellUnplanned({ id, title }: ClockRule): void {
    tellStaff(this.kase, `clock/${id}/unplanned-${this.kase.state.seq}`, {
      ...{ template: 'clock', to: { role: this.kase.policy.owner }, values: wordsOf({ title }) },
    });
  }

  private async limitOf({ within, insteadWhen }: ClockRule): Promise<TimeLimit> {
    if (insteadWhen.length === 0) return within;
    const { answers, problems } = await this.kase.test(
      Object.fromEntries(insteadWhen.map(({ when }, i) => [String(i), when])),
    );
    if (problems.length > 0) this.kase.emit({ type: 'ConditionUnclear', data: { problems } });
    return insteadWhen.find((_, i) => answers[String(i)] === true)?.within ?? within;
  }

  private print({ uses }: ClockRule): string {
    const facts: Record<string, unknown> = factsOf(this.kase.state);
    return JSON.stringify(uses.map((name) => facts[name] ?? null));
  }
}
