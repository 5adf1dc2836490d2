import { sleep, workflowInfo } from '@temporalio/workflow';
import { isAnswer } from '../../domain/case/answers/answers';
import type { CaseEvent, NewEvent } from '../../domain/file/stored-event';
import { commonPath } from '../../domain/values/place';
import type { Proceeding } from '../../domain/linked-cases/definition';
import type { ProceedingJudgement } from '../../domain/linked-cases/judge';
import { judgeProceeding } from '../../domain/linked-cases/judge';
import type { ProceedingState } from '../../domain/linked-cases/state';
import { isDone } from '../../domain/linked-cases/work-answers';
import type { Revived } from '../../domain/file/revived';
import type { EffectOutcome, Effects, LostMessage, ProceedingWork, PureAnswers } from '../../domain/activity-contract';
import { isOutcome } from '../../domain/activity-contract';
import type { ProceedingAnswer, ProceedingInput } from '../messages';
import { proceedingSignal, proceedingUpdate } from '../messages';
import { isOfActivity, QuestionFailed, reasonOf } from '../runtime/activity-failed';
import { Alarm } from '../runtime/alarm';
import { CANCEL_REQUEST } from '../runtime/cancel-request';
import { checkInput } from '../runtime/check-input';
import type { AnswerOf, Question } from '../runtime/durable-file';
import { DurableFile, engineTime } from '../runtime/durable-file';
import { receive } from '../runtime/inbox';
import { Journal } from '../runtime/journal';
import { Life } from '../runtime/life';
import { asItWas, lostMessages, revivedEvent } from '../runtime/revival';
import { RunSize } from '../runtime/run-size';
import { DueTimes } from './due-times';
import { calls, world } from './world';

/** How soon an order is given again whose answer says nothing. */
const LOOK_AGAIN = '10m';

/** Events, messages and answers of the world after which it goes on in a fresh history. */
const ENTRIES_PER_RUN = 400;

type Accepted<S extends ProceedingState> = Extract<ProceedingJudgement<S>, { verdict: 'accept' }>;

/**
 * The life of a file linked to cases, beside them: a mass incident, a corrective action. It takes what people and rules
 * send as updates and signals, keeps its due times, journals every event, and goes on in a fresh history. Its work is a
 * set of loops that wait for something to be owed and do it; whatever they have done is an event, so that a fresh history
 * finds it done.
 */
export class LinkedCase<S extends ProceedingState> extends DurableFile<S> {
  private readonly journal: Journal;
  private readonly alarm = new Alarm<S>(this, new DueTimes<S>(this));
  private readonly life: Life<S>;

  /**
   * Checks the input and begins, or goes on; one that was revived first takes what it had taken and lost.
   * @throws ApplicationFailure `InputRefused`
   */
  static async begin<S extends ProceedingState>(
    proceeding: Proceeding<S>,
    given: ProceedingInput<S, object>,
  ): Promise<LinkedCase<S>> {
    checkInput(proceeding.kind, given);
    const { revived } = given;
    if (revived === undefined) return new LinkedCase(proceeding, given);
    const run = new LinkedCase<S>(proceeding, await asItWas(given), revived);
    for await (const lost of lostMessages(run.state.no)) run.take(lost);
    run.receive();
    return run;
  }

  private constructor(
    private readonly proceeding: Proceeding<S>,
    private readonly input: ProceedingInput<S, object>,
    revived?: Revived,
  ) {
    const { no, resumed, eventsPerRun = ENTRIES_PER_RUN } = input;
    const startedAt = workflowInfo().startTime.toISOString();
    const { clock = startedAt } = resumed ?? {};
    super(
      resumed?.state ?? proceeding.empty(no),
      proceeding.evolve,
      new RunSize(eventsPerRun),
      resumed,
      clock > startedAt ? clock : startedAt,
    );
    this.size.add(input, 0);
    this.journal = new Journal(this, resumed?.head ?? '');
    this.life = new Life(this, this.journal, { isOver: () => this.isOver });
    // Before any message is heard: one that came with the start is not refused for coming first.
    if (resumed === undefined)
      this.emit({
        type: proceeding.opens,
        ...(input.by === undefined ? {} : { by: input.by }),
        data: { ...input.opening },
      });
    if (revived === undefined) this.receive();
    else this.emit(revivedEvent(revived));
  }

  private take({ action, message }: LostMessage): void {
    const judged = this.judge(action, message);
    if (judged.verdict === 'accept') this.accept(judged);
    else if (judged.verdict === 'refuse') this.noteRefusal(action, judged.refusal, judged.message);
  }

  /** @param at when it happened, as the history has it; the events of a file never go back in time */
  override emit(event: NewEvent, at = engineTime()): CaseEvent {
    this.cameIn(at);
    return super.emit(event);
  }

  get isOver(): boolean {
    return this.state.status === 'closed';
  }

  /** The place at which its roles are asked for: the lowest that stands above all its places. */
  get at(): { places?: string[] } {
    const places = commonPath(this.state.places ?? []);
    return places === undefined ? {} : { places };
  }

  /**
   * Asks the world for something; the file counts as settled meanwhile.
   * @param sent what goes along with it that may be long: it stands in the history
   */
  private async outside<T>(work: () => Promise<T>, sent?: unknown): Promise<T> {
    this.effectsUnderWay++;
    this.size.add(sent, 0);
    let answer: { value: T } | { error: unknown } | undefined;
    this.reaction.commanded();
    void work()
      .then(
        (value) => {
          this.size.add(value);
          answer = { value };
        },
        (error: unknown) => (answer = { error }),
      )
      .finally(() => this.effectsUnderWay--);
    await this.settling.standStill(() => answer !== undefined);
    const ended = answer as unknown as { value: T } | { error: unknown };
    if ('error' in ended) throw ended.error as Error;
    return ended.value;
  }

  /** Asked twice before it counts as failed. */
  override async ask<K extends keyof PureAnswers>(name: K, question: Question<K>): Promise<AnswerOf<K>> {
    const full = { ...question, bundleHash: this.state.policy.bundleHash };
    let reason = 'the answer is none';
    for (let attempt = 0; attempt < 2; attempt++) {
      const answer = await this.outside(() => calls[name](full), full).catch((failure: unknown) => {
        if (!isOfActivity(failure)) throw failure;
        reason = reasonOf(failure);
      });
      if (isAnswer(name, answer)) return answer as AnswerOf<K>;
    }
    this.emit({ type: 'QuestionFailed', data: { question: name, reason } });
    throw new QuestionFailed(name, reason);
  }

  /** What it owes others: tried until it is done, and told so in a way that it can go by. */
  async work<K extends keyof ProceedingWork>(
    name: K,
    order: Parameters<ProceedingWork[K]>[0],
  ): Promise<Awaited<ReturnType<ProceedingWork[K]>>> {
    for (;;) {
      const answer = await this.outside(() => calls[name](order), order).catch((failure: unknown) => {
        if (!isOfActivity(failure)) throw failure;
      });
      if (isDone(name, order, answer)) return answer as Awaited<ReturnType<ProceedingWork[K]>>;
      let isTime = false;
      void sleep(LOOK_AGAIN).then(() => (isTime = true));
      await this.settling.standStill(() => isTime);
    }
  }

  /** Tells staff something that has to be known to have been told, once under its key. */
  async tell(order: Parameters<Effects['notifyStaff']>[0]): Promise<EffectOutcome['status']> {
    const outcome = await this.outside<unknown>(() => world.notifyStaff(order)).catch((failure: unknown) => {
      if (!isOfActivity(failure)) throw failure;
      return { status: 'failed' };
    });
    return isOutcome(outcome) ? outcome.status : 'unknown';
  }

  /** Staff are told beside the work: a slow mail server holds nothing up, but no history ends before they are. */
  tellStaff(
    name: string,
    template: string,
    to: { role?: string; person?: string },
    values: Record<string, string>,
  ): void {
    this.effectsUnderWay++;
    const { no, policy } = this.state;
    this.reaction.commanded();
    void world
      .notifyStaff({
        ...{ no, key: `${no}/${name}`, bundleHash: policy.bundleHash, template, to: { ...to, ...this.at } },
        values: { no, ...values },
      })
      .catch(() => undefined)
      .finally(() => this.effectsUnderWay--);
  }

  /** Does something whenever there is something to do, until the file is over. */
  async whenever<T>(owed: () => T | undefined, work: (what: T) => Promise<void>): Promise<void> {
    await this.settling.while(async () => {
      for (;;) {
        // Nothing more is begun when a fresh history is due.
        await this.settling.standStill(() => this.isOver || (!this.size.isLong && owed() !== undefined));
        const what = owed();
        if (this.isOver) return;
        if (what !== undefined) await work(what);
      }
    });
  }

  /** Runs until the file is over, or its history is long: then the answer is what to go on with. */
  async live(work: Promise<void>[]): Promise<ProceedingInput<S, object> | undefined> {
    const end = await this.life.untilOverOrLong([...work, this.alarm.ring(), this.life.journaled()]);
    if (end === 'over') return undefined;
    const { state, outbox } = this;
    return { ...this.input, resumed: { state, clock: this.now(), outbox, head: this.journal.head } };
  }

  private receive(): void {
    receive<S, Omit<Accepted<S>, 'verdict' | 'message'>, ProceedingAnswer>(this, this.alarm, {
      names: [...this.proceeding.actions.values()].map(({ name }) => name),
      ...{ update: proceedingUpdate, signal: proceedingSignal },
      judge: (name, raw) => this.judge(name, raw),
      accept: (judged, received) => this.accept(judged, received),
      answer: (_, seq) => ({ no: this.state.no, seq, upTo: this.state.seq, status: this.state.status }),
      notesLate: false,
      unknownAs: (name) => (name === CANCEL_REQUEST ? name : name.slice(0, 60)),
    });
  }

  private judge(name: string, raw: unknown): ProceedingJudgement<S> {
    return judgeProceeding(this.proceeding, this.state, name, raw);
  }

  private accept({ action, message, fingerprint }: Omit<Accepted<S>, 'verdict'>, received?: string): number {
    const cause = { action: action.name, key: message.key, via: message.via, fingerprint };
    const first = this.state.seq + 1;
    for (const [i, event] of action.apply({ state: this.state, message }).entries())
      this.emit({ ...event, by: message.by, ...(i === 0 ? { cause } : {}) }, received);
    return first;
  }

  protected override aboutRefusal(): Record<string, unknown> {
    return {};
  }
}
