import type { Envelope } from '../../domain/file/envelope';
import type { CaseEvent, NewEvent } from '../../domain/file/stored-event';
import type { FileState } from '../../domain/file/state';
import type { Refusal } from '../../domain/file/refusal';
import type { PureAnswers } from '../../domain/activity-contract';
import { Reaction } from './reaction';
import type { RunSize } from './run-size';
import { Settling } from './settling';

/** Refusals kept as events; a flood of rubbish is counted no further. */
const REFUSALS_KEPT = 100;

/** A question to the world, without what every question says. */
export type Question<K extends keyof PureAnswers> = Omit<Parameters<PureAnswers[K]>[0], 'bundleHash'>;
export type AnswerOf<K extends keyof PureAnswers> = Awaited<ReturnType<PureAnswers[K]>>;

/** What goes along from one history of a file to the next, beside what its kind adds. */
export interface Carried<S> {
  state: S;
  /** The file's own time, an ISO instant. */
  clock?: string;
  /** Events that the journal has not stored yet, oldest first. */
  outbox: CaseEvent[];
  /** Head of the hash chain as of the last journaled event. */
  head: string;
}

/**
 * A file that lives in a workflow: a case, an incident, a corrective action. It is nothing but its events; `emit` numbers
 * one, changes the state by it and puts it into the outbox, from where the journal takes it. `E` are the events that its
 * kind knows.
 */
export abstract class DurableFile<S extends FileState, E extends { type: string; data: object } = NewEvent> {
  /** Events that the journal has not stored yet, oldest first. */
  readonly outbox: CaseEvent[] = [];
  readonly settling = new Settling();
  readonly reaction = new Reaction();
  /** Called for each new event, after the state has changed. */
  readonly listeners: ((event: CaseEvent) => void)[] = [];
  /** What it does outside just now: no history is left before that has ended. */
  effectsUnderWay = 0;
  /** A mistake of ours: it fails the workflow task, which a corrected worker repeats. */
  failure: unknown;

  protected constructor(
    public state: S,
    private readonly evolve: (state: S, event: CaseEvent) => S,
    readonly size: RunSize,
    carried: Pick<Carried<S>, 'outbox'> | undefined,
    private clock = '',
  ) {
    this.outbox.push(...(carried?.outbox ?? []));
  }

  /** The file's own time, an ISO instant: when what it is dealing with came in. For notes in the file, not for decisions. */
  now(): string {
    return this.clock;
  }

  /**
   * Something came in from outside (a message, the end of an effect, a timer), and the file's time goes on to it, never
   * back. `at` is when it did, as it stands in the history: the API's stamp, the time of an outcome, what a timer was set
   * for. Only what says nothing of that has the engine's time: after a lost workflow task a replay may see another one.
   */
  cameIn(at = engineTime()): void {
    this.reaction.cameIn();
    if (at > this.clock) this.clock = at;
  }

  emit(event: E): CaseEvent {
    const numbered = { no: this.state.no, seq: this.state.seq + 1, at: this.clock, ...event } as unknown as CaseEvent;
    this.state = this.evolve(this.state, numbered);
    this.outbox.push(numbered);
    this.size.add(numbered);
    for (const listener of this.listeners) listener(numbered);
    return numbered;
  }

  /** A message that came in and is not taken leaves a trace. */
  noteRefusal(action: string, refusal: Refusal, message?: Envelope): void {
    if (this.state.refusals >= REFUSALS_KEPT || this.state.status === 'new') return;
    const data = { action, code: refusal.code, ...this.aboutRefusal(refusal, message) };
    // Every kind of file has this event.
    this.emit({ type: 'ActionRefused', ...(message === undefined ? {} : { by: message.by }), data } as unknown as E);
  }

  /** What its kind notes of a refusal beside the code. */
  protected abstract aboutRefusal(refusal: Refusal, message: Envelope | undefined): Record<string, unknown>;

  /**
   * A pure answer, of a shape that it can go by.
   * @throws QuestionFailed when there is none; the caller goes on without it
   */
  abstract ask<K extends keyof PureAnswers>(name: K, question: Question<K>): Promise<AnswerOf<K>>;
}

/** A file of whatever kind, for what holds for all of them: which events it has is its kind's business. */
export type AnyFile<S extends FileState> = Omit<DurableFile<S>, 'emit'>;

/**
 * The time that the engine gives, an ISO instant. After a lost workflow task a replay may see another one, so no command
 * may hang on it, and no event but of what says nothing of its time.
 */
export function engineTime(): string {
  return new Date(Date.now()).toISOString();
}
