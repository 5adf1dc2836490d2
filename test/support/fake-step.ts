import type { NewEvent } from '../../domain/file/stored-event';
import { evolve } from '../../domain/case/evolve';
import type { PolicyTerms } from '../../domain/policy/terms';
import { emptyCase } from '../../domain/case/state';
import type { CaseState, TaskAnswer } from '../../domain/case/state';
import type { TaskSpec } from '../../domain/step/context';
import type { ContextOf, ParamsOf, Run, StageDefinition } from '../../domain/stage';
import type { Outcome } from '../../domain/step/outcome';
import type { EffectOutcome, Effects, PureAnswers } from '../../domain/activity-contract';

export const NOW = '2026-10-08T01:00:00.000Z';

/** What happens around a step while it runs. What is not given has gone well. */
export interface Around {
  state?: Partial<CaseState>;
  policy?: Partial<PolicyTerms>;
  /** How each task ends; undefined where time ends it with no decision. */
  answer?: (name: string, spec: TaskSpec) => TaskAnswer | undefined;
  /** What each decision table answers. */
  table?: (name: string, table: string) => Record<string, unknown>;
  /** What other questions are answered with. */
  question?: (name: string, activity: keyof PureAnswers) => unknown;
  /** What each effect comes to. */
  effect?: (name: string, activity: keyof Effects) => EffectOutcome;
  /** Whether an instant comes before what else is waited for; by default, what else is waited for if it holds already. */
  timer?: (name: string, also: () => boolean) => boolean;
  /** A history of before is replayed, which went the old way wherever ways part. */
  goesOldWay?: true;
}

/** Runs a stage with what is around it, until it says where its line goes. */
export async function runStage<S extends StageDefinition>(
  run: Run<S>,
  step: ParamsOf<S>,
  around: Around | FakeStep,
): Promise<{ outcome: Outcome; c: FakeStep }> {
  const c = around instanceof FakeStep ? around : new FakeStep(around);
  return { outcome: await run(c as unknown as ContextOf<S>, step), c };
}

/**
 * What a stage has in its hands, without an engine, a clock or a store: one run takes microseconds, so that thousands can
 * be tried. What it records changes the case by the same rules as in production.
 */
export class FakeStep {
  state: CaseState;
  readonly policy: PolicyTerms;
  readonly place: string;
  readonly at: { places?: string[] } = {};
  /** What it recorded, as the case would have it. */
  readonly events: NewEvent[] = [];
  /** Whom it waited for, in order. */
  readonly tasks: ({ name: string } & TaskSpec)[] = [];
  readonly effects: { name: string; activity: keyof Effects; order: object }[] = [];
  private readonly known = new Map<string, unknown>();

  constructor(
    private readonly around: Around,
    readonly line = 'main',
    step = 'step',
    readonly visit = 1,
  ) {
    const policy = { id: 'pack', version: '1', bundleHash: 'hash' };
    this.policy = { ...policy, owner: 'owner', roles: {}, ...around.policy } as PolicyTerms;
    this.state = { ...emptyCase('C261008-4K7QMXD', policy), status: 'open', ...around.state };
    this.place = `${line}/${step}/${visit}`;
  }

  now(): string {
    return NOW;
  }
  otherLinesEnded(): boolean {
    return true;
  }
  isAnswered(): boolean {
    return this.state.status !== 'open';
  }

  record(name: string, type: string, data: object, by?: TaskAnswer['by']): void {
    this.remember(`${name}/recorded`, () => {
      const event: NewEvent = { type, place: this.place, ...(by === undefined ? {} : { by }), data: { ...data } };
      this.events.push(event);
      this.state = evolve(this.state, { no: this.state.no, seq: this.state.seq + 1, at: NOW, ...event });
      return true;
    });
  }

  async decide<A extends Record<string, unknown>>(name: string, table: string): Promise<A> {
    return this.remember(name, () => this.around.table?.(name, table) ?? {}) as A;
  }

  async ask<K extends keyof PureAnswers>(name: string, activity: K): Promise<Awaited<ReturnType<PureAnswers[K]>>> {
    return this.remember(name, () => this.around.question?.(name, activity)) as Awaited<ReturnType<PureAnswers[K]>>;
  }

  remember<T>(name: string, value: () => T): T {
    if (!this.known.has(name)) this.known.set(name, value());
    return this.known.get(name) as T;
  }

  async awaitTask(name: string, spec: TaskSpec): Promise<TaskAnswer | undefined> {
    return this.remember(`${name}/task`, () => {
      this.tasks.push({ name, ...spec });
      return this.around.answer?.(name, spec);
    });
  }

  tellInPerson(): void {}

  async perform(name: string, activity: keyof Effects, order: object): Promise<EffectOutcome> {
    return this.remember(`${name}/effect`, () => {
      this.effects.push({ name, activity, order });
      return this.around.effect?.(name, activity) ?? { status: 'succeeded' as const };
    });
  }

  endedAt(): string {
    return NOW;
  }
  effectKey(name: string): string {
    return `${this.state.no}/${this.place}/${name}`;
  }

  async waitUntil(name: string, _at: string, also: () => boolean = () => false): Promise<boolean> {
    return this.around.timer?.(name, also) ?? !also();
  }
  async standStill(): Promise<void> {}

  patched(): boolean {
    return this.around.goesOldWay !== true;
  }

  async all<T>(parts: (() => Promise<T>)[]): Promise<T[]> {
    const results: T[] = [];
    for (const part of parts) results.push(await part());
    return results;
  }
}
