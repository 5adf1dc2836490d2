import { setTimeout as sleep } from 'node:timers/promises';
import type { CaseEvent } from '../../domain/file/stored-event';
import type { PolicyBundle } from '../../domain/policy/bundle';
import { evolve } from '../../domain/case/evolve';
import type { CaseState } from '../../domain/case/state';
import { emptyCase } from '../../domain/case/state';
import { GRACE_MS } from '../../domain/file/escalation';
import { nextAlarm, openTasks } from '../../domain/case/tasks/tasks';
import type { EffectOutcome } from '../../domain/activity-contract';
import { eventOf } from '../../models/chain';
import type { Vault } from '../../vault/vault';
import type { Chance } from './chance';
import { inParallel } from './in-parallel';
import { LiveCase } from './live-case';
import { actorOf } from './people';
import { quietMonday } from './quiet-monday';
import { NobodyCan, SeededStaff } from './seeded-staff';
import type { TimeSkipping } from './time-skipping';
import { ClockRanAway, complaintsOfWorkers } from './time-skipping';
import { WorldInMemory } from './world-in-memory';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** How many cases are acted on side by side. */
const WIDTH = 8;
/** How long, in real milliseconds, all may take to come to rest. */
const PATIENCE = 60_000;
/** A case gives words on their way a moment, and the server's timers ring another one later than it has reckoned. */
const RINGS_WITHIN = GRACE_MS + 1_000;
/** Nothing of ours waits longer than this for its end, reopened again and again. */
const LONGEST_LIFE = 2 * 365 * DAY;

/** What the outside world makes of what it is asked, where it doesn't simply succeed. */
const MISHAPS: Partial<Record<string, { failed: number; unknown: number }>> = {
  executeRemedy: { failed: 0.03, unknown: 0.02 },
  sendMessage: { failed: 0.1, unknown: 0.01 },
};

/** How a case went. */
export interface Told {
  no: string;
  /** Undefined: it has not ended. */
  state: CaseState;
  events: CaseEvent[];
  /** Effects in the order in which they were performed. */
  effects: { activity: string; key: string }[];
  /** Why nobody could go on, if so. */
  stuck?: string;
  /** Where its chain breaks. */
  break?: unknown;
}

interface Followed {
  index: number;
  live: LiveCase;
  chance: Chance;
  /** How many events `state` is made of. */
  seen: number;
  state: CaseState;
  /** When the next thing happens by itself, in milliseconds since the epoch; now, while something is under way. */
  alarm: number;
  /** When somebody turns to each open task. */
  turns: Map<string, number>;
  aside?: { at: number; action: string } | undefined;
  /** How many tasks of it people have done. */
  deeds: number;
  stuck?: string;
}

/**
 * Many complaints under one policy at once, on one server whose time they share, handled by seeded staff until each is
 * closed. What a case is at is told by its journal alone.
 */
export class ManyCases {
  private readonly cases: Followed[] = [];
  private readonly world: WorldInMemory;
  private readonly staff: SeededStaff;

  constructor(
    private readonly parts: { server: TimeSkipping; vault: Vault; bundle: PolicyBundle },
    private readonly chance: Chance,
    /** Something done without a task, at this moment of a case; asked at each at which it stands still. */
    private readonly meanwhile: (of: Pick<Followed, 'index' | 'deeds' | 'state'>) => string | undefined = () =>
      undefined,
  ) {
    this.staff = new SeededStaff(parts.bundle.policy, chance.for('staff'));
    const { bundle } = parts;
    this.world = new WorldInMemory(new Map([[bundle.policy.id, bundle]]), this.staff, (activity, { key }) =>
      this.mishap(activity, key),
    );
  }

  async run(complaints: readonly Record<string, unknown>[]): Promise<Told[]> {
    const { server, bundle } = this.parts;
    const start = quietMonday(bundle.calendar, await server.now());
    await this.passUntil(start);
    return server.withWorker(
      this.world.activities(),
      async () => {
        await inParallel([...complaints.entries()], WIDTH, async ([index, complaint]) =>
          this.cases.push(await this.record(index, complaint)),
        );
        while (await this.goOn(start + LONGEST_LIFE));
        return this.cases.sort((a, b) => a.index - b.index).map((one) => this.told(one));
      },
      complaints.length + 10,
    );
  }

  private async record(index: number, complaint: Record<string, unknown>): Promise<Followed> {
    const { world, staff, parts } = this;
    const chance = this.chance.for(index);
    const by = actorOf(chance.pick('recorder', staff.people));
    const no = await LiveCase.newNumber(parts.server, parts.bundle);
    this.indices.set(no, index);
    const live = await LiveCase.record({ ...parts, world, by, no }, complaint);
    const state = emptyCase(no, { id: '', version: '', bundleHash: '' });
    const action = chance.pick('aside', parts.bundle.policy.anytime);
    // Never at the moment at which anybody looks at the list: who comes first would be chance.
    const at = (await parts.server.now()) + (chance.whole('hours', 1, 96) + 0.2) * HOUR;
    const aside = chance.happens('something aside', 0.2) ? { at, action } : undefined;
    return { index, live, chance, seen: 0, state, alarm: 0, turns: new Map(), aside, deeds: 0 };
  }
  /** Known before a case begins: its first mail is sent while it is being recorded. */
  private readonly indices = new Map<string, number>();

  /** The same for the same effect of the same complaint, whatever number it has got. */
  private mishap(activity: string, key: string): EffectOutcome | undefined {
    const rules = MISHAPS[activity];
    if (rules === undefined) return undefined;
    const [no = '', ...rest] = key.split('/');
    const luck = this.chance.for(this.indices.get(no) ?? no).of(`${activity} ${rest.join('/')}`);
    if (luck < rules.failed) return { status: 'failed' };
    return luck < rules.failed + rules.unknown ? { status: 'unknown' } : undefined;
  }

  /** One moment further: what is due is done, or time passes until something is. False once nothing is left. */
  private async goOn(latest: number): Promise<boolean> {
    const { server } = this.parts;
    await this.settled();
    const going = this.cases.filter(({ state, stuck }) => state.status !== 'closed' && stuck === undefined);
    if (going.length === 0) return false;
    const now = await server.now();
    this.staff.today = Math.floor(now / DAY);
    for (const one of going) {
      const action = this.meanwhile(one);
      if (action !== undefined) one.aside = { at: now, action };
    }
    const busy = going.filter((one) => this.nextTurn(one) <= now);
    if (busy.length > 0) {
      await inParallel(busy, WIDTH, (one) => this.turnTo(one, now));
      return true;
    }
    const next = Math.min(...going.map((one) => Math.min(this.nextTurn(one), one.alarm)));
    if (next > latest) {
      // On a busy machine a case may be between two batches of its journal, where it waits for nothing.
      if (await this.somethingComes(going)) return true;
      for (const one of going) one.stuck = `nothing happens any more: ${JSON.stringify(one.state.lines)}`;
      return false;
    }
    this.staff.today = Math.floor(next / DAY);
    await this.passUntil(next + RINGS_WITHIN);
    return true;
  }

  private async somethingComes(going: readonly Followed[]): Promise<boolean> {
    const isNew = ({ live, seen }: Followed): boolean => (this.world.chains.get(live.no) ?? []).length > seen;
    const patience = Date.now() + PATIENCE;
    while (Date.now() < patience) {
      if (going.some(isNew)) return true;
      await sleep(20);
    }
    return false;
  }

  private nextTurn({ turns, aside }: Followed): number {
    return Math.min(aside?.at ?? Infinity, ...turns.values());
  }

  private async turnTo(one: Followed, now: number): Promise<void> {
    const at = new Date(now).toISOString();
    if (one.aside !== undefined && one.aside.at <= now) {
      const deed = this.staff.aside(one.aside.action, one.state, one.chance.for('aside'), at);
      one.aside = undefined;
      if (deed !== undefined) await one.live.act(deed);
      return;
    }
    const [id] = [...one.turns].find(([, turn]) => turn <= now) ?? [];
    const task = id === undefined ? undefined : one.state.tasks[id];
    if (id === undefined || task === undefined) return;
    one.turns.delete(id);
    try {
      const deed = this.staff.doing(task, one.state, one.chance, at);
      if (deed === undefined) {
        one.turns.set(id, now + 3 * HOUR);
        return;
      }
      const reply = await one.live.act(deed);
      // Meanwhile time was faster, or another line of the case has ended it; the journal tells.
      if ('refusal' in reply) one.turns.set(id, now + HOUR);
      else one.deeds++;
    } catch (error) {
      if (!(error instanceof NobodyCan)) throw error;
      // The ladder brings it to somebody else.
      if (task.rungs.every(({ done }) => done === true)) one.stuck = error.message;
    }
  }

  /** Waits until no case has anything left to do at this time, and takes note of how each stands. */
  private async settled(): Promise<void> {
    const patience = Date.now() + PATIENCE;
    // Asked once: the clock stands, and asking was most of what waiting came to.
    const now = await this.parts.server.now();
    for (;;) {
      for (const one of this.cases) this.note(one);
      const restless = this.cases.find(({ state, alarm }) => state.status !== 'closed' && alarm <= now);
      if (restless === undefined) return;
      if (Date.now() > patience)
        throw new Error([`${restless.live.no} does not come to rest`, ...complaintsOfWorkers()].join('\n'));
      await sleep(3);
    }
  }

  private note(one: Followed): void {
    const chain = this.world.chains.get(one.live.no) ?? [];
    if (chain.length === one.seen) return;
    one.state = chain.slice(one.seen).map(eventOf).reduce(evolve, one.state);
    one.seen = chain.length;
    one.alarm = alarmOf(one.state);
    const turns = new Map<string, number>();
    for (const task of openTasks(one.state)) {
      const turn = this.staff.turnsTo(task, one.chance);
      const put = one.turns.get(task.id);
      if (turn !== undefined) turns.set(task.id, Math.max(turn, put ?? 0));
    }
    one.turns = turns;
  }

  private async passUntil(at: number): Promise<void> {
    const { server } = this.parts;
    try {
      await server.pass(at - (await server.now()));
    } catch (error) {
      // People are late now and then; so is the clock.
      if (!(error instanceof ClockRanAway)) throw error;
    }
  }

  private told({ live: { no }, state, stuck }: Followed): Told {
    const { world } = this;
    return {
      no,
      state,
      events: world.eventsOf(no),
      effects: world.done.filter(({ key }) => key.startsWith(`${no}/`)),
      ...(stuck === undefined ? {} : { stuck }),
      break: world.breakOf(no),
    };
  }
}

function alarmOf(state: CaseState): number {
  if (Object.values(state.effects).some(({ status }) => status === 'underWay')) return 0;
  const at = nextAlarm(state);
  return at === undefined ? Infinity : Date.parse(at);
}
