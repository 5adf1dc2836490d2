import {
  ActivityFailure,
  proxyActivities,
  proxyLocalActivities,
  TimeoutFailure,
  workflowInfo,
} from '@temporalio/workflow';
import { isAnswer } from '../domain/answers';
import type { AskedByHand } from '../domain/case/parts';
import { byHandOf } from '../domain/answers-by-hand';
import { emptyCase } from '../domain/state';
import type { CaseState, Effect, Rung, TaskAnswer } from '../domain/state';
import type { NewCaseEvent } from '../domain/defined-events';
import type { CaseEvent } from '../domain/events';
import { evolve } from '../domain/evolve';
import { barredFrom } from '../domain/eligibility';
import { trackOf } from '../domain/catch-up';
import { isInstant } from '../domain/instant';
import { factsOf } from '../domain/facts';
import type { Facts } from '../domain/facts';
import { byHandRules } from '../domain/policy/by-hand';
import { rolesAbove } from '../domain/policy/roles';
import { separatedFrom } from '../domain/policy/separate';
import type { CompiledPolicy, Step, Track } from '../domain/policy/compiled';
import { both } from '../domain/text';
import type { EffectOutcome, Effects, PureAnswers, TaskPlan } from '../domain/world';
import { isOutcome } from '../domain/world';
import type { TaskSpec } from '../domain/step/context';
import { CatchingUp } from './catching-up';
import { failureType, isOfActivity, orElse, QuestionFailed, reasonOf } from './activity-failed';
import type { Resumed } from './messages';
import { Reaction } from './reaction';
import type { RunSize } from './run-size';
import { Settling } from './settling';
import { tellOwner } from './tell-owner';
import { tellStaff, wordsOf } from './tell-staff';

/**
 * Pure answers are local activities, one at a time per case: they come within the workflow task that asks, and stand in
 * the history. What has no answer at once is asked of a scheduled activity, which may wait for days without filling the
 * history or holding up anybody's update (docs/decisions/0003).
 */
const local = proxyLocalActivities<PureAnswers>({ startToCloseTimeout: '2s', retry: { maximumAttempts: 1 } });
const scheduled = proxyActivities<PureAnswers>({
  startToCloseTimeout: '10s',
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '1m' },
});
/** Effects are tried until they end one way or the other; retries of an activity add nothing to the history. */
const world = proxyActivities<Effects>({
  startToCloseTimeout: '30s',
  scheduleToCloseTimeout: '3 days',
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '5m' },
});

/** Who cannot be told within hours by mail has to be told by a person: the line of work waits for no mail server. */
const telling = proxyActivities<Pick<Effects, 'sendMessage' | 'notifyStaff'>>({
  startToCloseTimeout: '30s',
  scheduleToCloseTimeout: '4 hours',
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '5m' },
});
/** Effects before which a line catches up on what it skipped, in the middle of a step too. */
const OUTWARD: Partial<Record<keyof Effects, true>> = { sendMessage: true, executeRemedy: true };
const TELLING: Partial<Record<keyof Effects, true>> = { sendMessage: true, notifyStaff: true };
type Calls = Record<string, (argument: unknown) => Promise<unknown>>;

/** Thrown out of a wait when the case is being ended elsewhere; caught by the runner alone. */
export class CaseEnding extends Error {
  override name = 'CaseEnding';
}

/** Thrown out of a wait when facts have changed so that the line has to go back; caught by the runner alone. */
export class LineOvertaken extends Error {
  override name = 'LineOvertaken';
  constructor(readonly to: string) {
    super(to);
  }
}

/** One entry of the short history a case can tell by itself. */
export interface TimelineEntry {
  seq: number;
  at: string;
  type: string;
  place?: string;
  by?: string;
}
const TIMELINE_LIMIT = 400;

/** The part of a case that all its lines share: state, events, the world. Stages get a `StepHandle` of it. */
export class Case {
  state: CaseState;
  /** Events that the journal has not stored yet, oldest first. */
  readonly outbox: CaseEvent[] = [];
  readonly timeline: TimelineEntry[] = [];
  readonly settling = new Settling();
  readonly reaction = new Reaction();
  effectsUnderWay = 0;
  /** Keys of the effects that this run has ordered. */
  readonly ordered = new Set<string>();
  /** Those of them that a line waits for; a mail to staff is nobody's step. */
  stepEffects = 0;
  readonly catchingUp = new CatchingUp(this);
  /** Whether the condition of a track may have come true, which is being found out. */
  isTrackDue: (track: Track) => boolean = () => false;
  /** Called for each new event, after the state has changed. */
  readonly listeners: ((event: CaseEvent) => void)[] = [];
  private queue: Promise<unknown> = Promise.resolve();

  constructor(
    no: string,
    readonly policy: CompiledPolicy,
    readonly size: RunSize,
    resumed?: Pick<Resumed, 'state' | 'clock' | 'outbox' | 'timeline'>,
  ) {
    this.outbox.push(...(resumed?.outbox ?? []));
    this.timeline.push(...(resumed?.timeline ?? []));
    this.state =
      resumed?.state ?? emptyCase(no, { id: policy.id, version: policy.version, bundleHash: policy.bundleHash });
    this.cameIn(resumed?.clock ?? workflowInfo().startTime.toISOString());
  }

  /** Where its tasks are: posts count that are held at its place or above. */
  get at(): { places?: string[] } {
    const { places } = this.state;
    return places === undefined ? {} : { places };
  }

  /** The case's own time, an ISO instant: when what it is dealing with came in. For notes in the file, not for decisions. */
  now(): string {
    return this.clock;
  }

  private clock = '';
  /**
   * Something came in from outside (a message, the end of an effect, a timer), and the case's time goes on to it, never
   * back. `at` is when it did, as it stands in the history: the API's stamp, the time of an outcome, what a timer was set
   * for. Only what says nothing of that has the engine's time: after a lost workflow task a replay may see another one.
   */
  cameIn(at = new Date(Date.now()).toISOString()): void {
    this.reaction.cameIn();
    if (at > this.clock) this.clock = at;
  }

  emit(event: NewCaseEvent): CaseEvent {
    const numbered = { no: this.state.no, seq: this.state.seq + 1, at: this.now(), ...event } as CaseEvent;
    this.state = evolve(this.state, numbered);
    this.outbox.push(numbered);
    this.size.add(numbered);
    this.timeline.push({
      seq: numbered.seq,
      at: numbered.at,
      type: numbered.type,
      ...(numbered.place === undefined ? {} : { place: numbered.place }),
      ...(numbered.by === undefined ? {} : { by: numbered.by.id }),
    });
    if (this.timeline.length > TIMELINE_LIMIT) this.timeline.splice(0, this.timeline.length - TIMELINE_LIMIT);
    for (const listener of this.listeners) listener(numbered);
    return numbered;
  }

  /**
   * A pure answer, one at a time per case: what is asked next may depend on what was answered.
   * @throws QuestionFailed when there is none; the caller goes on without it
   */
  ask<K extends keyof PureAnswers>(
    name: K,
    question: Omit<Parameters<PureAnswers[K]>[0], 'bundleHash'>,
  ): Promise<Awaited<ReturnType<PureAnswers[K]>>> {
    type Answer = Awaited<ReturnType<PureAnswers[K]>>;
    const full = { ...question, bundleHash: this.policy.bundleHash };
    const ask = async (of: unknown): Promise<Answer> => {
      this.reaction.commanded();
      const answer = await (of as Calls)[name]?.(full).catch((failure: unknown) => {
        throw isOfActivity(failure) ? new QuestionFailed(name, reasonOf(failure)) : failure;
      });
      this.size.add(answer, 0);
      if (!isAnswer(name, answer)) throw new QuestionFailed(name, 'the answer is none');
      return answer as Answer;
    };
    const run = async (): Promise<Answer> => {
      try {
        return await ask(local);
      } catch (failure) {
        if (!(failure instanceof QuestionFailed)) throw failure;
      }
      const answer = await ask(scheduled).catch((failure: unknown) => failure);
      this.cameIn();
      if (answer instanceof QuestionFailed)
        this.emit({ type: 'QuestionFailed', data: { question: name, reason: answer.reason } });
      if (answer instanceof Error) throw answer;
      return answer as Answer;
    };
    const answer = this.queue.then(run, run);
    this.queue = answer.catch(() => undefined);
    return answer;
  }

  /** FEEL conditions on the facts as they are now. */
  async test(conditions: Record<string, string>): Promise<{ answers: Record<string, boolean>; problems: string[] }> {
    return orElse(this.ask('testConditions', { conditions, facts: factsOf(this.state) }), (reason) => ({
      answers: {},
      problems: [reason],
    }));
  }

  /** Performs an effect once; what it came to is an event, and a case that resumes finds it there. */
  async perform<K extends keyof Effects>(
    key: string,
    place: string | undefined,
    activity: K,
    order: Omit<Parameters<Effects[K]>[0], 'no' | 'key' | 'bundleHash'>,
  ): Promise<EffectOutcome> {
    const known: Effect | undefined = this.state.effects[key];
    if (known !== undefined && known.status !== 'underWay')
      return { status: known.status, ...(known.result === undefined ? {} : { result: known.result }) };
    const where = place === undefined ? {} : { place };
    if (known === undefined) this.emit({ type: 'EffectStarted', ...where, data: { key, activity } });
    this.effectsUnderWay++;
    this.ordered.add(key);
    let outcome: EffectOutcome;
    try {
      const full = { ...order, no: this.state.no, key, bundleHash: this.policy.bundleHash };
      this.size.add(full, 0);
      const proxy = activity in TELLING ? telling : world;
      this.reaction.commanded();
      const answer = await (proxy as unknown as Calls)[activity]?.(full);
      // What it came to can't be told: whoever depends on it has to find out.
      outcome = isOutcome(answer) ? answer : { status: 'unknown', result: { reason: 'unreadable' } };
    } catch (failure) {
      if (!(failure instanceof ActivityFailure)) throw failure;
      // No answer within days is not a no: whoever depends on it has to find out.
      outcome =
        failure.cause instanceof TimeoutFailure
          ? { status: 'unknown', result: { reason: 'timeout' } }
          : { status: 'failed', result: { reason: failureType(failure) } };
    } finally {
      this.effectsUnderWay--;
    }
    this.cameIn(isInstant(outcome.at) ? outcome.at : undefined);
    const TYPE = { succeeded: 'EffectSucceeded', failed: 'EffectFailed', unknown: 'EffectUnknown' } as const;
    this.emit({
      type: TYPE[outcome.status],
      ...where,
      data: { key, activity, ...(outcome.result === undefined ? {} : { result: outcome.result }) },
    });
    return outcome;
  }
}

/** The fact comes first of what happens when the task is due. */
function withFact({ rungs, dueAt }: Pick<TaskPlan, 'rungs' | 'dueAt'>, fact: Rung['fact']): Rung[] {
  if (fact === undefined || dueAt === undefined) return rungs;
  const before = rungs.filter(({ at }) => at < dueAt);
  return [...before, { at: dueAt, does: 'fact', fact }, ...rungs.slice(before.length)];
}

/** What a stage has in its hands. Everything it awaits is remembered under its place, so that it may run again from its top. */
export class StepHandle<S extends Step = Step> {
  /** `line/step/visit`. */
  readonly place: string;

  constructor(
    private readonly kase: Case,
    readonly line: string,
    readonly step: S,
    readonly visit: number,
  ) {
    this.place = `${line}/${step.id}/${visit}`;
  }

  get state(): CaseState {
    return this.kase.state;
  }
  get policy(): CompiledPolicy {
    return this.kase.policy;
  }
  get at(): { places?: string[] } {
    return this.kase.at;
  }

  now(): string {
    return this.kase.now();
  }
  /** Whether this is the only line still running. */
  otherLinesEnded(): boolean {
    return Object.entries(this.state.lines).every(([id, line]) => id === this.line || line.status === 'ended');
  }

  isAnswered(): boolean {
    const archive = this.policy.main.find(({ stage }) => stage === 'archive')?.id;
    return this.state.status !== 'open' || this.state.lines['main']?.step === archive;
  }

  private key(name: string): string {
    return `${this.place}/${name}`;
  }

  /** Records a fact once, however often the stage runs again. */
  record(name: string, type: string, data: object = {}, by?: TaskAnswer['by']): void {
    // Not the key of a decision or an answer of this name: these are facts of their own.
    const once = `${this.key(name)}/recorded`;
    if (this.state.answers[once] !== undefined) return;
    const event = { type, place: this.place, ...(by === undefined ? {} : { by }), data: { ...data, once } };
    // A stage's run is held to its own events and their payloads (`StepContext`).
    this.kase.emit(event as NewCaseEvent);
  }

  /**
   * A decision table of the policy on the case's facts. What the table cannot answer is decided by the policy's owner.
   */
  async decide<A extends Record<string, unknown>>(name: string, table: string, extra: Facts = {}): Promise<A> {
    const key = this.key(name);
    const known = this.state.answers[key];
    if (known !== undefined) return known as A;
    const handTask = this.state.tasks[this.key(`${name}-by-hand`)];
    if (handTask === undefined) {
      const question = { table, facts: { ...factsOf(this.state), ...extra } };
      const decided = await orElse(this.kase.ask('decide', question), (reason) => ({
        ...{ ok: false as const, reason, facts: question.facts, outputs: [] },
      }));
      if (decided.ok) {
        const { answer, rules, facts, tableHash } = decided;
        this.kase.emit({
          type: 'DecisionMade',
          place: this.place,
          data: { key, table, answer, rules, facts, tableHash },
        });
        return answer as A;
      }
      const { reason, facts, outputs } = decided;
      this.kase.emit({ type: 'DecisionFailed', place: this.place, data: { table, reason, facts, outputs } });
    }
    const byHand = await this.awaitTask(`${name}-by-hand`, {
      actions: ['decideByHand'],
      who: this.policy.owner,
      title: both(`人工判定：${table}`, `Decide by hand: ${table}`),
      ...byHandRules(this.policy),
    });
    const answer = byHand?.data['answer'] as A;
    this.kase.emit({ type: 'DecisionMade', place: this.place, data: { key, table, answer, byHand: true } });
    return answer;
  }

  /** A question to the world that has no table: priced options, planned times. Remembered like everything else. */
  async ask<K extends keyof PureAnswers>(
    name: string,
    activity: K,
    question: Omit<Parameters<PureAnswers[K]>[0], 'bundleHash'>,
  ): Promise<Awaited<ReturnType<PureAnswers[K]>>> {
    const key = this.key(name);
    const known = this.state.answers[key];
    if (known !== undefined) return known as Awaited<ReturnType<PureAnswers[K]>>;
    // Asked again after a fresh history, it would fail again, or leave the task of whoever was to decide behind.
    const isByHand = this.state.tasks[this.key(`${name}-by-hand`)] !== undefined;
    const answer = await (isByHand
      ? this.byHand(name, activity, '')
      : orElse(this.kase.ask(activity, question), (reason) => this.byHand(name, activity, reason)));
    this.kase.emit({ type: 'Answered', place: this.place, data: { key, question: activity, answer } });
    return answer;
  }

  /** What no program could answer, by the policy's owner; prices go back to whoever proposed them. */
  private async byHand<K extends keyof PureAnswers>(
    name: string,
    question: K,
    reason: string,
  ): Promise<Awaited<ReturnType<PureAnswers[K]>>> {
    const byHand = byHandOf(question);
    if (byHand === undefined) {
      if (question !== 'priceOptions') throw new QuestionFailed(question, reason);
      return { ok: false, problems: [reason] } as Awaited<ReturnType<PureAnswers[K]>>;
    }
    const answer = await this.awaitTask(`${name}-by-hand`, {
      ...{ actions: ['decideByHand'], who: this.policy.owner, title: byHand.title, asks: question as AskedByHand },
      ...byHandRules(this.policy),
    });
    return byHand.answer({ ...answer?.data });
  }

  /** Keeps a value as it is when the step first comes here, because what it comes from may change before it runs again. */
  remember<T>(name: string, value: () => T): T {
    const key = this.key(name);
    if (this.state.answers[key] === undefined)
      this.kase.emit({ type: 'Answered', place: this.place, data: { key, answer: value() } });
    return this.state.answers[key] as T;
  }

  /**
   * The one place where people are waited for. Opens the task (once), keeps it due, and returns how it ended: `by` is
   * absent when time decided. Undefined when `until` held first.
   */
  async awaitTask(name: string, spec: TaskSpec): Promise<TaskAnswer | undefined> {
    const id = this.key(name);
    if (this.state.tasks[id] === undefined) await this.openTask(id, spec);
    const ended = (): boolean => this.state.tasks[id]?.status !== 'open';
    await this.standStill(() => ended() || spec.until?.() === true, spec.toTheEnd);
    if (!ended()) this.kase.emit({ type: 'TaskCancelled', place: this.place, data: { task: id } });
    return this.state.tasks[id]?.answer;
  }

  private async openTask(id: string, spec: TaskSpec): Promise<void> {
    const { actions } = spec;
    const said = spec.barred ?? [];
    const barred = [...said, ...separatedFrom(this.state, this.policy, { id, actions })];
    const department = spec.department ?? this.state.department;
    const inDepartment = department === undefined ? {} : { department };
    const { assignee, heard = false, byName = false } = spec;
    // Nobody is heard in another's place, so there the assignee stays.
    const isMeantFor = assignee !== undefined && !heard && !this.state.respondents.includes(assignee);
    const planned = this.kase.ask('planTask', {
      from: this.kase.now(),
      role: spec.who,
      ...inDepartment,
      ...this.kase.at,
      ...(isMeantFor ? { assignee, byName } : {}),
      ...(spec.orAbove === true ? { orAbove: true } : {}),
      barred: barredFrom(this.state, this.policy, { id, actions, barred }),
      ...(spec.within === undefined ? {} : { within: spec.within }),
      ...(spec.dueAt === undefined ? {} : { fixedDueAt: spec.dueAt }),
      overdue: spec.overdue,
    });
    // Better without a time limit than not at all: the owner is told, and gives it to somebody.
    const plan: TaskPlan & { unplanned?: string } = await orElse(planned, (unplanned) => ({
      ...{ role: spec.who, vacant: [], rungs: [], unplanned },
    }));
    const isNamed = assignee !== undefined && (heard || (isMeantFor && plan.unavailable === undefined));
    const task = {
      id,
      title: spec.title ?? this.step.title ?? both(this.step.stage, this.step.stage),
      actions,
      role: plan.role,
      roles: [...new Set([spec.who, plan.role, ...(spec.orAbove === true ? rolesAbove(this.policy, plan.role) : [])])],
      ...inDepartment,
      ...(heard ? { heard } : {}),
      ...(isNamed ? { assignee } : {}),
      ...(isNamed && byName ? { byName } : {}),
      ...(spec.owes === undefined ? {} : { owes: spec.owes }),
      barred,
      openedAt: this.kase.now(),
      ...(spec.offer === undefined ? {} : { offer: spec.offer }),
      ...(plan.dueAt === undefined ? {} : { dueAt: plan.dueAt }),
      ...(plan.explanation === undefined ? {} : { explanation: plan.explanation }),
      ...(plan.counting === undefined ? {} : { counting: plan.counting }),
      rungs: withFact(plan, spec.whenDue),
      ...(plan.vacant.length === 0 ? {} : { vacant: plan.vacant }),
      ...(plan.unavailable === undefined ? {} : { unavailable: plan.unavailable }),
      // Whom it was given to by name may act whatever roles they hold.
      ...(plan.nobody === undefined || isNamed ? {} : { nobody: plan.nobody }),
      ...(plan.unplanned === undefined ? {} : { unplanned: plan.unplanned }),
      ...(spec.asks === undefined ? {} : { asks: spec.asks }),
      status: 'open' as const,
    };
    const substitutes = heard ? [] : (plan.substitutes ?? []);
    const standIns = substitutes.length === 0 ? {} : { substitutes };
    this.kase.emit({ type: 'TaskOpened', place: this.place, data: { task, ...standIns } });
    if (task.nobody === true || task.unplanned !== undefined) tellOwner(this.kase, task);
    if (spec.tellAssignee !== undefined && spec.assignee !== undefined)
      this.tellInPerson(`${id.slice(this.place.length + 1)}-told`, spec.tellAssignee, spec.assignee, wordsOf(task));
  }

  /** Tells one of the staff about their own matter, once. */
  tellInPerson(name: string, template: string, person: string, values: Record<string, string> = {}): void {
    tellStaff(this.kase, this.key(name), {
      ...{ place: this.place, template, to: { person, inPerson: true } },
      values: { category: this.state.intake?.category ?? '', ...values },
    });
  }

  /** Performs an effect under the key (case, place, name) and waits for its end. */
  async perform<K extends keyof Effects>(
    name: string,
    activity: K,
    order: Omit<Parameters<Effects[K]>[0], 'no' | 'key' | 'bundleHash'>,
  ): Promise<EffectOutcome> {
    let outcome: EffectOutcome | undefined;
    const key = this.effectKey(name);
    if (activity in OUTWARD && this.state.effects[key] === undefined) {
      await this.afterTracks();
      await this.catchUp();
    }
    this.kase.stepEffects++;
    const work = this.kase
      .perform(key, this.place, activity, order)
      .then((result) => (outcome = result))
      .finally(() => this.kase.stepEffects--);
    await this.kase.settling.standStill(() => outcome !== undefined);
    return work;
  }

  /** When an effect of this step had come to its end, by its own account if it gives one. */
  endedAt(name: string): string {
    const { result, endedAt } = this.state.effects[this.effectKey(name)] ?? {};
    const sentAt = result?.['sentAt'];
    return isInstant(sentAt) ? sentAt : (endedAt ?? this.now());
  }

  effectKey(name: string): string {
    return `${this.state.no}/${this.key(name)}`;
  }

  /** Waits until an instant, or until `also` holds: then the answer is false. */
  async waitUntil(
    name: string,
    at: string,
    also: () => boolean = () => false,
    explanation?: unknown,
  ): Promise<boolean> {
    const key = this.key(name);
    if (this.state.timers[key] === undefined)
      this.kase.emit({
        type: 'TimerSet',
        place: this.place,
        data: { key, at, ...(explanation === undefined ? {} : { explanation }) },
      });
    const fired = (): boolean => this.state.timers[key]?.fired === true;
    await this.standStill(() => fired() || also());
    return !also();
  }

  /** Waits for something that other lines or messages bring about. */
  async standStill(ready: () => boolean, toTheEnd = false): Promise<void> {
    const ending = (): boolean => this.state.ending !== undefined;
    const { catchingUp } = this.kase;
    for (;;) {
      await this.kase.settling.standStill(() => ready() || ending() || (!toTheEnd && catchingUp.isSuspect(this.line)));
      if (ready()) return;
      if (ending()) throw new CaseEnding();
      await this.catchUp();
    }
  }

  /** Waits for the tracks that have to end before this step of the main line goes on. */
  async afterTracks(): Promise<void> {
    const { kase, line, step } = this;
    const tracks = line === 'main' ? kase.policy.tracks.filter(({ before }) => before?.includes(step.id) === true) : [];
    if (tracks.length === 0) return;
    const isRunning = ({ id }: Track): boolean =>
      Object.entries(this.state.lines).some(([of, { status }]) => trackOf(of) === id && status === 'running');
    await this.standStill(() => !tracks.some((track) => isRunning(track) || kase.isTrackDue(track)));
  }

  /** Leaves the step if facts have changed so that its line has to go back. */
  private async catchUp(): Promise<void> {
    const to = await this.kase.catchingUp.whereTo(this.line);
    if (to !== undefined) throw new LineOvertaken(to);
  }

  /** Several waits at once within one step; each runs as work of its own. */
  async all<T>(parts: (() => Promise<T>)[]): Promise<T[]> {
    const results: T[] = [];
    let left = parts.length;
    let failure: unknown;
    for (const [i, part] of parts.entries()) {
      void this.kase.settling
        .while(part)
        .then(
          (result) => (results[i] = result),
          (error: unknown) => (failure ??= error),
        )
        .finally(() => left--);
    }
    await this.kase.settling.standStill(() => left === 0);
    if (failure !== undefined) throw failure as Error;
    return results;
  }
}
