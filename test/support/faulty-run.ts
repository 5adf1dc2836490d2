import { isDeepStrictEqual } from 'node:util';
import { setTimeout as sleep } from 'node:timers/promises';
import { durationMs } from '../../domain/time/duration';
import { GRACE_MS } from '../../domain/file/escalation';
import type { CaseEvent } from '../../domain/file/stored-event';
import type { CaseState } from '../../domain/case/state';
import { nextAlarm, openTasks } from '../../domain/case/tasks/tasks';
import { questions } from '../../workers/questions';
import type { CaseView } from '../../workflows/messages';
import { viewQuery } from '../../workflows/messages';
import type { History } from './at-rest';
import { earliestTimer, unrestOf } from './at-rest';
import type { Chance } from './chance';
import type { Share } from './faults';
import { FaultyWorld } from './faults';
import type { Deed } from './live-case';
import type { Scenario, Step } from './scenario';
import type { Records, Telling } from './scenario-run';
import { begun, inOneLine, Run } from './scenario-run';
import { NobodyCan, SeededStaff } from './seeded-staff';
import { asJson } from './sight';
import { complaintsOfWorkers } from './time-skipping';

/** How long, in real milliseconds, a case may take to come to rest whatever goes wrong. */
const PATIENCE = 120_000;
/** How much time passes at once where a call is to be tried again. */
const RETRY_MS = 5_000;
/** Alarms that ring after the story, with nobody there but whoever decides by hand. */
const ALARMS_AFTER = 8;

export interface Endured {
  breaches: string[];
  faults: string[];
  events: CaseEvent[];
  /** How it stands at the end. */
  end: 'closed' | 'task' | 'timer';
}

/** Tells a story in a world in which calls go wrong. What it expects is not looked at; what must hold of any case is. */
export async function endure(scenario: Scenario, telling: Telling, chance: Chance, share: Share): Promise<Endured> {
  const faulty = new FaultyWorld(chance.for('faults'), share);
  const { run, world, record } = await begun(scenario, telling, EnduringRun);
  complaintsOfWorkers();
  const came = await telling.server.withWorker(
    faulty.around(world.activities()),
    () => run.endure(record, chance),
    10,
    [questions()],
  );
  return {
    ...came,
    breaches: [...came.breaches, ...faulty.otherOrders.map((key) => `${key} was ordered in two ways`)],
    faults: faulty.faults,
  };
}

class EnduringRun extends Run {
  private staff: SeededStaff | undefined;
  private chance: Chance | undefined;

  async endure(record: Records, chance: Chance): Promise<Omit<Endured, 'faults'>> {
    const { world, telling } = this;
    this.chance = chance;
    this.staff = new SeededStaff(telling.bundle.policy, chance, { late: 0, leftAlone: 0, away: 0 });
    this.staff.people.splice(0, this.staff.people.length, ...this.people);
    const breaches: string[] = [];
    try {
      for (const step of await this.begin(record)) await this.at(step.line, () => this.goOn(step));
      for (let rung = 0; rung < ALARMS_AFTER && (await this.passAlarm()); rung++) await this.byHand();
      await this.calm();
    } catch (error) {
      breaches.push((error as Error).message);
    }
    const { kase } = this;
    const { status } = await kase.handle.describe();
    if (!['RUNNING', 'COMPLETED'].includes(status.name))
      return {
        breaches: [...breaches, `its workflow is ${status.name}`],
        events: world.eventsOf(kase.no),
        end: 'timer',
      };
    const { state, pending } = await kase.handle.query(viewQuery);
    const stored = world.stateOf(kase.no);
    if (pending.length > 0)
      breaches.push(`${pending.length} events are not stored: ${pending.slice(-8).map(inOneLine).join('; ')}`);
    if (!isDeepStrictEqual(asJson(stored), asJson(state))) breaches.push('the journal tells another state');
    if (world.breakOf(kase.no) !== undefined) breaches.push('the chain is broken');
    breaches.push(...world.conflicts.map((one) => `${one} stands for two events`));
    const keys = world.done.map(({ key }) => key);
    breaches.push(...keys.filter((key, i) => keys.indexOf(key) !== i).map((key) => `${key} was performed twice`));
    breaches.push(...complaintsOfWorkers().filter((text) => /workflow task|activat|nondeterminis/i.test(text)));
    const end = standing(state);
    if (end === undefined) breaches.push(`it is open, and waits for nothing: ${JSON.stringify(state.lines)}`);
    return { breaches, events: world.eventsOf(kase.no), end: end ?? 'timer' };
  }

  private async goOn(step: Step): Promise<void> {
    if ('expect' in step) return;
    await this.calm();
    await this.byHand();
    if ('passes' in step) return this.telling.server.pass(durationMs(step.passes) + GRACE_MS);
    if ('until' in step) return this.untilSeen(step.until);
    if ('who' in step) {
      const { who, does: action, with: data, key, task, via } = step;
      const by = this.actor(who, step.for);
      const deed = { by, action, data: (await this.withTimes(data)) as Record<string, unknown>, key, task, via };
      if (step.by === 'signal') return this.kase.signal(deed);
      return this.deed(deed);
    }
    if (!('rubbish' in step)) await this.play(step);
  }

  private async deed(deed: Deed): Promise<void> {
    for (let tries = 0; tries < 3; tries++) {
      const reply = await this.kase.act({ ...deed, mayBeBusy: true });
      if (!('refusal' in reply) || reply.refusal.code !== 'Busy') return;
      await this.calm();
    }
  }

  /** Whoever has to decide what no program could. */
  private async byHand(): Promise<void> {
    const { staff, chance } = this;
    if (staff === undefined || chance === undefined) return;
    for (let tries = 0; tries < 20; tries++) {
      const { state } = await this.calm();
      const task = openTasks(state).find(({ actions }) => actions.includes('decideByHand'));
      if (task === undefined) return;
      try {
        const now = new Date(await this.telling.server.now()).toISOString();
        const deed = staff.doing(task, state, chance.for(`by hand ${tries}`), now);
        if (deed === undefined) return;
        await this.deed(deed);
      } catch (error) {
        if (error instanceof NobodyCan) return;
        throw error;
      }
    }
  }

  private async untilSeen(type: string): Promise<void> {
    const since = this.world.eventsOf(this.kase.no).length;
    for (let waking = 0; waking < 12; waking++) {
      if (this.world.eventsOf(this.kase.no, since).some((event) => event.type === type)) return;
      if (!(await this.passAlarm())) return;
      await this.byHand();
    }
  }

  /** Lets time pass until something happens by itself; false if nothing will. */
  private async passAlarm(): Promise<boolean> {
    const { state, history } = await this.calm();
    const next = nextAlarm(state);
    if (next === undefined || state.status === 'closed') return false;
    const { server } = this.telling;
    const timer = earliestTimer(history);
    const rings = Math.max(Date.parse(next), Number.isFinite(timer) ? timer : 0);
    await server.pass(rings - (await server.now()) + 1);
    return true;
  }

  /** The case once nothing is under way, and everything is stored: what is tried again later has been. */
  private async calm(): Promise<CaseView & { history: History }> {
    const { server } = this.telling;
    const patience = Date.now() + PATIENCE;
    let since = Date.now();
    for (;;) {
      const { events } = await this.kase.handle.fetchHistory();
      const history = { events };
      const unrest = unrestOf(history, await server.now(), this.held());
      if (unrest.length === 0) {
        const view = await this.kase.handle.query(viewQuery);
        if (view.pending.length === 0) return { ...view, history };
        // A batch that the store would not have is tried again in minutes.
        if (Date.now() - since > 1_000) {
          await server.pass(60_000);
          since = Date.now();
        }
      } else if (Date.now() - since > 400) {
        await server.pass(RETRY_MS);
        since = Date.now();
      }
      if (Date.now() > patience)
        throw new Error(
          [`${this.kase.no} does not come to rest: ${unrest.join(', ')}`, ...complaintsOfWorkers().slice(-3)].join(
            '\n',
          ),
        );
      await sleep(20);
    }
  }
}

/** What a case waits for. */
function standing(state: CaseState): Endured['end'] | undefined {
  if (state.status === 'closed') return 'closed';
  if (openTasks(state).length > 0) return 'task';
  return nextAlarm(state) === undefined ? undefined : 'timer';
}
