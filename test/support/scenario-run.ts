import { deepStrictEqual } from 'node:assert';
import { penaltiesFor } from '../../api/case/penalties';
import { intakeFor } from '../../api/case/withheld';
import type { Actor } from '../../domain/file/envelope';
import { durationMs } from '../../domain/time/duration';
import { GRACE_MS } from '../../domain/file/escalation';
import type { CaseEvent } from '../../domain/file/stored-event';
import type { CaseState } from '../../domain/case/state';
import type { PolicyBundle } from '../../domain/policy/bundle';
import type { EffectOutcome } from '../../domain/activity-contract';
import type { Directory } from '../../models/directory';
import type { Vault } from '../../vault/vault';
import { actionsQuery } from '../../workflows/messages';
import type { History } from './at-rest';
import { demandsOfIntake } from './intake-demands';
import { lettersOf } from './letters';
import { LiveCase } from './live-case';
import type { Person } from './people';
import { actorOf, directoryOf, everybody, standingIn } from './people';
import { quietMonday } from './quiet-monday';
import { reportOfStory } from './report-of-story';
import { sendRubbish } from './rubbish';
import type { Scenario, Seen, Step } from './scenario';
import type { Compare } from './sight';
import { asJson, compareSight } from './sight';
import type { TimeSkipping } from './time-skipping';
import { complaintsOfWorkers } from './time-skipping';
import { WorldInMemory } from './world-in-memory';

/** So few events a run that a case goes on in a fresh history at most of its settled moments. */
export const FEW_EVENTS = 20;

/** What a scenario came to. */
export interface Outcome {
  no: string;
  /** One for each time the case went on in a fresh history, and one more. */
  histories: History[];
}

export interface Telling {
  policies: ReadonlyMap<string, PolicyBundle>;
  vault: Vault;
  compare: Compare;
  eventsPerRun?: number | undefined;
  server: TimeSkipping;
}

/**
 * Plays a scenario on a server of its own, begun on a quiet Monday morning. Whatever the scenario expects, at its end the
 * chain is whole, the journal gives the very state that the workflow has, no effect was performed twice and no number
 * stands for two events.
 */
export async function tell(scenario: Scenario, telling: Telling): Promise<Outcome> {
  const { run, world, record } = await begun(scenario, telling, Run);
  return telling.server.withWorker(world.activities(), () => run.tell(record));
}

/** A case in the middle of its story, with no worker. */
export interface LeftOff {
  kase: LiveCase;
  world: WorldInMemory;
  people: readonly Person[];
}

/** Tells a story until something holds of its case while it stands; undefined if it never does. Nothing is kept for the worker, which is gone. */
export async function tellUntil(
  scenario: Scenario,
  telling: Telling,
  holds: (state: CaseState) => boolean,
): Promise<LeftOff | undefined> {
  const { run, world, people, record } = await begun(scenario, telling, Run);
  const kase = await telling.server.withWorker(world.activities(), () => run.tellUntil(record, holds), 0);
  return kase === undefined ? undefined : { kase, world, people };
}

export type Records = (by: Actor | undefined, complaint: Record<string, unknown>) => Promise<LiveCase>;

export async function begun<R extends Run>(
  scenario: Scenario,
  telling: Telling,
  Kind: new (...parts: ConstructorParameters<typeof Run>) => R,
) {
  const bundle = telling.policies.get(scenario.policy);
  if (bundle === undefined) throw new Error(`${scenario.file}: there is no policy ${scenario.policy}`);
  const { server } = telling;
  const people: Person[] = [
    ...everybody(bundle.policy, scenario.places?.[0]),
    ...scenario.people.map((person) => ({ ...person })),
  ];
  const directory = await directoryOf(people);
  const world = new WorldInMemory(telling.policies, directory);
  await server.pass(quietMonday(bundle.calendar, await server.now()) - (await server.now()));
  const run = new Kind(scenario, { ...telling, bundle }, world, people, directory);
  const record: Records = (by, complaint) =>
    LiveCase.record({ ...telling, world, bundle, by, places: scenario.places }, complaint);
  return { run, world, people, record };
}

export class Run {
  private readonly answers = new Map<string, unknown>();
  private readonly late = new Map<string, (outcome: EffectOutcome) => void>();

  constructor(
    protected readonly scenario: Scenario,
    protected readonly telling: Telling & { bundle: PolicyBundle },
    protected readonly world: WorldInMemory,
    /** Whom the staff directory reads of. */
    protected readonly people: readonly Person[],
    private readonly directory: Directory,
  ) {}

  private recorded: LiveCase | undefined;
  protected get kase(): LiveCase {
    if (this.recorded === undefined) throw new Error('the complaint is not recorded yet');
    return this.recorded;
  }

  async tell(record: Records): Promise<Outcome> {
    const { scenario } = this;
    for (const step of await this.begin(record)) await this.at(step.line, () => this.play(step));
    const { kase } = this;
    await this.at(1, async () => {
      if (scenario.ends !== undefined) {
        const { end } = await kase.closed();
        deepStrictEqual(end, scenario.ends, `the case ended as ${end ?? 'nothing'}, not as ${scenario.ends}`);
      }
      if (scenario.finally !== undefined) await this.look(scenario.finally);
      await this.checkWhole();
    });
    return { no: kase.no, histories: await kase.histories() };
  }

  /** As far as something holds while the case stands. */
  async tellUntil(record: Records, holds: (state: CaseState) => boolean): Promise<LiveCase | undefined> {
    for (const step of await this.begin(record)) {
      if (this.late.size === 0 && holds((await this.kase.atRest()).state)) return this.kase;
      await this.at(step.line, () => this.play(step));
    }
    return undefined;
  }

  /** Records the complaint, after what prepares the world and stands at the head of the story; answers the rest of it. */
  protected async begin(record: Records): Promise<Step[]> {
    const { story, complaint, recordedBy } = this.scenario;
    const first = story.findIndex((step) => !('away' in step || 'substitutes' in step || 'effect' in step));
    const begins = first < 0 ? story.length : first;
    for (const step of story.slice(0, begins)) await this.at(step.line, () => this.play(step));
    const said = (await this.withTimes(complaint)) as Record<string, unknown>;
    await this.at(1, async () => demandsOfIntake(said, this.scenario.asksFor, this.telling.bundle));
    this.recorded = await record(recordedBy === undefined ? undefined : this.actor(recordedBy, undefined), said);
    return story.slice(begins);
  }

  /** Says where in the story it went wrong. */
  protected async at(line: number, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      const place = `${this.scenario.file}:${line} (${this.recorded?.no ?? 'not recorded yet'})`;
      const events = this.world
        .eventsOf(this.recorded?.no ?? '')
        .slice(-25)
        .map(inOneLine);
      const shown = ['last events:', ...events, ...complaintsOfWorkers()].join('\n');
      throw new Error(`${place}\n${(error as Error).message}\n\n${shown}`, { cause: error });
    }
  }

  protected async play(step: Step): Promise<void> {
    const { world } = this;
    if ('who' in step) return this.act(step);
    if ('expect' in step) return this.look(step.expect);
    if ('until' in step) return this.kase.until(step.until);
    if ('passes' in step) {
      await this.kase.atRest(this.held);
      return this.telling.server.pass(durationMs(step.passes) + GRACE_MS);
    }
    if ('away' in step) return this.changeStaff(step.away, (person) => (person.away = {}));
    if ('back' in step) return this.changeStaff(step.back, (person) => delete person.away);
    if ('substitutes' in step) {
      for (const [name, substitute] of Object.entries(step.substitutes))
        await this.changeStaff([name], (person) => (person.away = { substitute: this.person(substitute).id }));
      return;
    }
    if ('effect' in step) {
      const { effect, comes, result } = step;
      const outcome =
        comes === 'late'
          ? new Promise<EffectOutcome>((resolve) => this.late.set(effect, resolve))
          : { status: comes, ...(result === undefined ? {} : { result }) };
      world.outcomes.push({ keyEndsWith: effect, outcome });
      return;
    }
    if ('answered' in step) {
      const answer = this.late.get(step.answered);
      if (answer === undefined) throw new Error(`no effect ${step.answered} is late`);
      this.late.delete(step.answered);
      answer({ status: step.comes });
      return;
    }
    const code = await sendRubbish(this.telling.server.env.connection, this.kase.no, step);
    deepStrictEqual(code, step.refused, `rubbish was refused as ${code ?? 'nothing'}`);
  }

  /** How many effects have begun that are not answered yet. */
  protected readonly held = (): number =>
    this.world.done.filter(({ key }) => [...this.late.keys()].some((end) => key.endsWith(end))).length;

  private named(name: string): Person[] {
    const found = this.people.filter((person) => person.id === name || person.roles.includes(name));
    if (found.length === 0)
      throw new Error(`there is nobody called ${name}: ${this.people.map(({ id }) => id).join(', ')}`);
    return found;
  }

  private async act(step: Extract<Step, { who: string }>): Promise<void> {
    const { kase } = this;
    const deed = {
      by: this.actor(step.who, step.for),
      action: step.does,
      data: (await this.withTimes(step.with)) as Record<string, unknown>,
      key: step.key,
      task: step.task,
      via: step.via,
      mayBeBusy: step.refused === 'Busy',
    };
    if (step.by === 'signal') {
      await kase.signal(deed);
      await kase.atRest(this.held);
      return;
    }
    const reply = await kase.act(deed);
    const refused = 'refusal' in reply ? reply.refusal.code : undefined;
    const why = 'refusal' in reply ? `${reply.refusal.message.en} ${JSON.stringify(reply.refusal.fields ?? '')}` : '';
    deepStrictEqual(refused, step.refused, `${step.who} ${step.does}: ${refused ?? 'accepted'}. ${why}`);
    if (step.key === undefined || 'refusal' in reply) return;
    const first = this.answers.get(step.key);
    if (first === undefined) this.answers.set(step.key, reply.answer);
    else deepStrictEqual(reply.answer, first, `the key ${step.key} was answered in two ways`);
  }

  private async changeStaff(names: string[], change: (person: Person) => void): Promise<void> {
    for (const name of names) this.named(name).forEach(change);
    await this.directory.refresh();
  }

  protected actor(id: string, forWhom: string | undefined): Actor {
    return forWhom === undefined ? actorOf(this.person(id)) : standingIn(this.person(id), this.person(forWhom));
  }

  private person(id: string): Person {
    const person = this.people.find((one) => one.id === id);
    if (person !== undefined) return person;
    throw new Error(`there is nobody called ${id}: ${this.people.map((one) => one.id).join(', ')}`);
  }

  protected async withTimes(value: unknown): Promise<unknown> {
    const [, sign, duration] = (typeof value === 'string' ? /^now([+-])(P.*)$/.exec(value) : undefined) ?? [];
    if (duration !== undefined)
      return new Date((await this.telling.server.now()) + Number(`${sign}1`) * durationMs(duration)).toISOString();
    if (Array.isArray(value)) return Promise.all(value.map((part) => this.withTimes(part)));
    if (typeof value !== 'object' || value === null) return value;
    const parts = Object.entries(value).map(async ([name, part]) => [name, await this.withTimes(part)] as const);
    return Object.fromEntries(await Promise.all(parts));
  }

  private async look(seen: Seen): Promise<void> {
    const { kase, world } = this;
    const { state } = await kase.atRest(this.held);
    const { bundle } = this.telling;
    const readBy = (who: string): object => {
      const [reader, read] = [this.actor(who, undefined), { state, policy: bundle.policy, bundle }];
      return { intake: intakeFor(reader, read), ...penaltiesFor(reader, read) };
    };
    const reads = Object.fromEntries(Object.keys(seen.reads ?? {}).map((who) => [who, readBy(who)]));
    const mayDo: Record<string, string[]> = {};
    for (const who of Object.keys(seen.mayDo ?? {})) {
      const possible = await kase.handle.query(actionsQuery, this.actor(who, undefined));
      mayDo[who] = possible.filter(({ refusal }) => refusal === undefined).map(({ action }) => action);
    }
    const events = world.eventsOf(kase.no);
    // A story tells what somebody with the key reads.
    const read = await this.telling.vault.openDeep({ state, events }, kase.no);
    const { vault } = this.telling;
    const letters =
      seen.letters === undefined ? [] : await lettersOf(world.done, { bundle, vault, directory: this.directory });
    const reportsTo = Object.fromEntries(Object.entries(bundle.reports ?? {}).map(([name, { to }]) => [name, to]));
    compareSight(
      {
        ...{ ...read, done: world.done, reads, mayDo, letters, reportsTo },
        reportOf: (name) => reportOfStory(bundle, name, events),
      },
      seen,
      this.telling.compare,
    );
  }

  /** What holds at the end of every story. */
  private async checkWhole(): Promise<void> {
    const { kase, world } = this;
    const { state } = await kase.atRest(this.held);
    deepStrictEqual(world.breakOf(kase.no), undefined, 'the chain is broken');
    deepStrictEqual(asJson(world.stateOf(kase.no)), asJson(state), 'the journal tells another state than the workflow');
    const keys = world.done.map(({ key }) => key);
    const twice = keys.filter((key, i) => keys.indexOf(key) !== i);
    deepStrictEqual(twice, [], `performed twice: ${twice.join(', ')}`);
    deepStrictEqual(world.conflicts, [], 'a number stands for two events');
  }
}

export function inOneLine({ seq, at, type, place, by, data }: CaseEvent): string {
  return `${seq} ${at} ${type} ${place ?? ''} ${by?.id ?? ''} ${JSON.stringify(data).slice(0, 160)}`;
}
