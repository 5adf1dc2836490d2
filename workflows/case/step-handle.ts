import { patched } from '@temporalio/workflow';
import { byHandOf } from '../../domain/case/answers/answers-by-hand';
import type { AskedByHand } from '../../domain/case/parts';
import { trackOf } from '../../domain/case/lines/catch-up';
import type { NewCaseEvent } from '../../domain/defined-events';
import { factsOf } from '../../domain/case/known-facts';
import type { Facts } from '../../domain/case/known-facts';
import { isInstant } from '../../domain/time/instant';
import { byHandRules } from '../../domain/policy/by-hand';
import type { CompiledPolicy, Step, Track } from '../../domain/policy/compiled';
import type { CaseState, TaskAnswer } from '../../domain/case/state';
import type { TaskSpec } from '../../domain/step/context';
import { both } from '../../domain/values/text';
import type { EffectOutcome, Effects, PureAnswers } from '../../domain/activity-contract';
import { orElse, QuestionFailed } from '../runtime/activity-failed';
import type { AnswerOf, Question } from '../runtime/durable-file';
import type { Case } from './case';
import { OUTWARD } from './case';
import { CaseEnding, LineOvertaken } from './line-left';
import { openTask } from './open-task';
import { tellStaff } from './tell-staff';

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
  async ask<K extends keyof PureAnswers>(name: string, activity: K, question: Question<K>): Promise<AnswerOf<K>> {
    const key = this.key(name);
    const known = this.state.answers[key];
    if (known !== undefined) return known as AnswerOf<K>;
    // Asked again after a fresh history, it would fail again, or leave the task of whoever was to decide behind.
    const isByHand = this.state.tasks[this.key(`${name}-by-hand`)] !== undefined;
    const answer = await (isByHand
      ? this.byHand(name, activity, '')
      : orElse(this.kase.ask(activity, question), (reason) => this.byHand(name, activity, reason)));
    this.kase.emit({ type: 'Answered', place: this.place, data: { key, question: activity, answer } });
    return answer;
  }

  /** What no program could answer, by the policy's owner; prices go back to whoever proposed them. */
  private async byHand<K extends keyof PureAnswers>(name: string, question: K, reason: string): Promise<AnswerOf<K>> {
    const byHand = byHandOf(question);
    if (byHand === undefined) {
      if (question !== 'priceOptions') throw new QuestionFailed(question, reason);
      return { ok: false, problems: [reason] } as AnswerOf<K>;
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
    if (this.state.tasks[id] === undefined) await openTask(this.kase, this, id, spec);
    const ended = (): boolean => this.state.tasks[id]?.status !== 'open';
    await this.standStill(() => ended() || spec.until?.() === true, spec.toTheEnd);
    if (!ended()) this.kase.emit({ type: 'TaskCancelled', place: this.place, data: { task: id } });
    return this.state.tasks[id]?.answer;
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

  readonly patched = patched;

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
  all<T>(parts: (() => Promise<T>)[]): Promise<T[]> {
    return this.kase.settling.all(parts);
  }
}
