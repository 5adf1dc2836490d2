import type { AskedByHand } from '../case/parts';
import type { Facts } from '../case/known-facts';
import type { PolicyTerms } from '../policy/terms';
import type { RungRule, TimeLimit } from '../policy/step';
import type { CaseState, Rung, Task, TaskAnswer } from '../case/state';
import type { Bilingual } from '../values/text';
import type { EffectOutcome, Effects, PureAnswers } from '../activity-contract';
import type { SharedPayloads } from './shared-events';

/** How a step waits for a person. */
export interface TaskSpec {
  actions: string[];
  who: string;
  orAbove?: boolean | undefined;
  title?: Bilingual | undefined;
  /** By default the department responsible for the case. */
  department?: string | undefined;
  assignee?: string | undefined;
  /** The policy itself names the assignee, who may act whatever roles they hold. Otherwise they have to be eligible. */
  byName?: boolean;
  /** The assignee is heard in their own matter, also if they are complained about. */
  heard?: boolean;
  barred?: Task['barred'];
  offer?: Task['offer'];
  /** Template by which the assignee is told that the task is open, in person: never through a substitute. */
  tellAssignee?: string;
  within?: TimeLimit | undefined;
  /** Due at this instant whatever `within` says (a promised time). */
  dueAt?: string | undefined;
  overdue: RungRule[];
  /** What whoever decides by hand is asked, where it is not the outputs of a table. */
  asks?: AskedByHand;
  /** What it owes, where that is no work on the case (`Task.owes`). */
  owes?: Task['owes'];
  /** What is a fact once it is due and nobody has acted. */
  whenDue?: Rung['fact'];
  /** It is waited for whatever changes meanwhile: what was done outside is not known before. */
  toTheEnd?: boolean;
  /** The task is no longer needed once this holds (any one of several signatures): it is cancelled. */
  until?: () => boolean;
}

/** `record`'s arguments for one of these events. */
type Recorded<P> = { [T in keyof P]: [name: string, type: T, data: P[T], by?: TaskAnswer['by']] }[keyof P];

/** The data of an action `K`, of a union of actions by name. */
type DataFor<A, K extends string> = A extends Record<K, infer D> ? { [F in keyof D]: D[F] } : never;

/**
 * How a task of these actions ended. A person's answer has all that the action's data has; where time decided, it has what
 * the policy's ladder says.
 */
export type TaskAnswerOf<A, K extends string> = {
  [N in K]: [DataFor<A, N>] extends [never]
    ? TaskAnswer
    : Omit<TaskAnswer, 'action' | 'data' | 'by'> & { action: N } & (
          { by: NonNullable<TaskAnswer['by']>; data: DataFor<A, N> } | { by?: undefined; data: Partial<DataFor<A, N>> }
        );
}[K];

/**
 * What a stage has in its hands while it runs, `P` being the payloads of its own events and `A` the data of its actions.
 * A stage may be run again from its top at any time (after a restart with a fresh history), so everything it does goes
 * through this, under a name that is its own within the step, and is remembered: the second time, the answer is there. In
 * production it is a case (`workflows/case/step-handle.ts`), in tests of stages a fake (`test/support/fake-step.ts`).
 */
export interface StepContext<P = unknown, A = unknown> {
  /** `line/step/visit`. */
  readonly place: string;
  readonly line: string;
  /** How many times the line has come to this step, this time included. */
  readonly visit: number;
  readonly state: CaseState;
  readonly policy: PolicyTerms;
  /** Where its tasks are: posts count that are held at its place or above. */
  readonly at: { places?: string[] };

  /** An ISO instant to be noted and asked with, never chosen by: on replay it may read otherwise. */
  now(): string;
  /** Whether this is the only line still running. */
  otherLinesEnded(): boolean;
  /** The main line has come to its archive: the customer has heard everything there is to hear. */
  isAnswered(): boolean;

  /** A fact, recorded once however often the stage runs again. */
  record(...fact: Recorded<P & SharedPayloads>): void;
  /** A decision table of the policy on the case's facts; what it cannot answer is decided by the policy's owner. */
  decide<A extends Record<string, unknown>>(name: string, table: string, extra?: Facts): Promise<A>;
  /** Another pure answer: priced options, planned times. */
  ask<K extends keyof PureAnswers>(
    name: string,
    activity: K,
    question: Omit<Parameters<PureAnswers[K]>[0], 'bundleHash'>,
  ): Promise<Awaited<ReturnType<PureAnswers[K]>>>;
  /** A value as it is when the step first comes here, because what it comes from may change before it runs again. */
  remember<T>(name: string, value: () => T): T;
  /** A person. `by` is absent where time decided; undefined where `until` held first. */
  awaitTask<K extends string>(
    name: string,
    spec: Omit<TaskSpec, 'actions'> & { actions: K[] },
  ): Promise<TaskAnswerOf<A, K> | undefined>;
  /** One of the staff is told about their own matter, once; nobody waits for it. */
  tellInPerson(name: string, template: string, person: string, values?: Record<string, string>): void;
  /** Something outside, once, waited for to its end. */
  perform<K extends keyof Effects>(
    name: string,
    activity: K,
    order: Omit<Parameters<Effects[K]>[0], 'no' | 'key' | 'bundleHash'>,
  ): Promise<EffectOutcome>;
  /** When an effect of this step had come to its end, by its own account if it gives one. */
  endedAt(name: string): string;
  effectKey(name: string): string;
  /** An instant, or that `also` holds: then the answer is false. */
  waitUntil(name: string, at: string, also?: () => boolean, explanation?: unknown): Promise<boolean>;
  /** Something that other lines or messages bring about. */
  standStill(ready: () => boolean): Promise<void>;
  /**
   * Whether a step that was changed goes the new way. False only while a history is replayed that went the old one
   * (docs/decisions/0015). To be asked at the very place where the ways part, for asking leaves a mark in the history.
   * @param id date and what it is, used once
   */
  patched(id: string): boolean;
  /** Several waits at once. */
  all<T>(parts: (() => Promise<T>)[]): Promise<T[]>;
}
