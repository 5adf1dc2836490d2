import {
  allHandlersFinished,
  condition,
  proxyActivities,
  setDefaultSignalHandler,
  setHandler,
  sleep,
  workflowInfo,
} from '@temporalio/workflow';
import { isAnswer } from '../domain/answers';
import type { Actor } from '../domain/envelope';
import { receivedAt } from '../domain/envelope';
import type { CaseEvent, NewEvent } from '../domain/events';
import type { RungRule, TimeLimit } from '../domain/policy/step';
import { commonPath } from '../domain/place';
import type { Proceeding } from '../domain/proceeding/definition';
import type { ProceedingJudgement } from '../domain/proceeding/judge';
import { judgeProceeding } from '../domain/proceeding/judge';
import type { ProceedingState } from '../domain/proceeding/state';
import { isDone } from '../domain/proceeding/work-answers';
import type { Refusal } from '../domain/refusal';
import { clockAhead, full, refuse } from '../domain/refusal';
import type { Revived } from '../domain/revived';
import type { Bilingual } from '../domain/text';
import { both } from '../domain/text';
import type { EffectOutcome, Effects, LostMessage, ProceedingWork, PureAnswers, TaskPlan } from '../domain/world';
import { isOutcome } from '../domain/world';
import { isOfActivity, orElse, QuestionFailed, reasonOf } from './activity-failed';
import { asFailure } from './as-failure';
import { CANCEL_REQUEST, refusalOfCancel } from './cancel-request';
import { checkInput } from './check-input';
import { DueLadder } from './due-ladder';
import { Journal } from './journal';
import type { ProceedingAnswer, ProceedingInput } from './messages';
import { proceedingSignal, proceedingUpdate } from './messages';
import { Reaction } from './reaction';
import { asItWas, lostMessages, revivedEvent } from './revival';
import { RunSize } from './run-size';
import { Settling } from './settling';
import { wordsOf } from './tell-staff';

/**
 * Tried for ever: what a proceeding owes its members and others does not lapse, and retries add nothing to the history.
 * A list of customers takes minutes to tell; that a worker is gone is known by its silence, long before that.
 */
const world = proxyActivities<PureAnswers & Effects & ProceedingWork>({
  startToCloseTimeout: '5m',
  heartbeatTimeout: '30s',
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '5m' },
});
type Calls = Record<keyof PureAnswers | keyof ProceedingWork, (argument: unknown) => Promise<unknown>>;
const calls = world as unknown as Calls;

/** How soon an order is given again whose answer says nothing. */
const LOOK_AGAIN = '10m';
/** How far a stamp may lie ahead of the engine's time. */
const MOST_AHEAD_MS = 1_000;

const REFUSALS_KEPT = 100;
/** Events, messages and answers of the world after which it goes on in a fresh history. */
const ENTRIES_PER_RUN = 400;

/**
 * The life of a proceeding beside the cases: takes what people and rules send as updates and signals, keeps its due
 * times, journals every event, and goes on in a fresh history. Its work is a set of loops that wait for something to be
 * owed and do it; whatever they have done is an event, so that a fresh history finds it done.
 */
export class ProceedingRun<S extends ProceedingState> {
  state: S;
  readonly outbox: CaseEvent[] = [];
  readonly settling = new Settling();
  readonly reaction = new Reaction();
  private readonly journal: Journal;
  private readonly ladder = new DueLadder<S>(this);
  readonly size: RunSize;
  private underWay = 0;

  /**
   * Checks the input and begins, or goes on; one that was revived first takes what it had taken and lost.
   * @throws ApplicationFailure `InputRefused`
   */
  static async begin<S extends ProceedingState>(
    proceeding: Proceeding<S>,
    given: ProceedingInput<S, object>,
  ): Promise<ProceedingRun<S>> {
    checkInput(proceeding.kind, given);
    const { revived } = given;
    if (revived === undefined) return new ProceedingRun(proceeding, given);
    const run = new ProceedingRun<S>(proceeding, await asItWas(given), revived);
    for await (const lost of lostMessages(run.state.no)) run.take(lost);
    run.receive();
    return run;
  }

  private constructor(
    private readonly proceeding: Proceeding<S>,
    private readonly input: ProceedingInput<S, object>,
    revived?: Revived,
  ) {
    this.state = input.resumed?.state ?? proceeding.empty(input.no);
    this.size = new RunSize(input.eventsPerRun ?? ENTRIES_PER_RUN);
    this.size.add(input, 0);
    this.outbox.push(...(input.resumed?.outbox ?? []));
    this.journal = new Journal(this, input.resumed?.head ?? '');
    // Before any message is heard: one that came with the start is not refused for coming first.
    if (input.resumed === undefined)
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
    else if (judged.verdict === 'refuse') this.noteRefusal(action, judged.refusal, judged.message?.by);
  }

  /** When its last event happened, an ISO instant. */
  private clock = workflowInfo().startTime.toISOString();

  /** @param at when it happened, as the history has it; the events of a file never go back in time */
  emit(event: NewEvent, at = new Date(Date.now()).toISOString()): CaseEvent {
    if (at > this.clock) this.clock = at;
    const numbered = { no: this.state.no, seq: this.state.seq + 1, at: this.clock, ...event };
    this.state = this.proceeding.evolve(this.state, numbered);
    this.outbox.push(numbered);
    this.size.add(numbered);
    this.reaction.cameIn();
    return numbered;
  }

  get isOver(): boolean {
    return this.state.status === 'closed';
  }

  /**
   * Asks the world for something; the proceeding counts as settled meanwhile.
   * @param sent what goes along with it that may be long: it stands in the history
   */
  private async ask<T>(work: () => Promise<T>, sent?: unknown): Promise<T> {
    this.underWay++;
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
      .finally(() => this.underWay--);
    await this.settling.standStill(() => answer !== undefined);
    const ended = answer as unknown as { value: T } | { error: unknown };
    if ('error' in ended) throw ended.error as Error;
    return ended.value;
  }

  /**
   * A pure answer, of a shape that it can go by.
   * @throws QuestionFailed when there is none; the caller goes on without it
   */
  async question<K extends keyof PureAnswers>(
    name: K,
    question: Omit<Parameters<PureAnswers[K]>[0], 'bundleHash'>,
  ): Promise<Awaited<ReturnType<PureAnswers[K]>>> {
    const full = { ...question, bundleHash: this.state.policy.bundleHash };
    let reason = 'the answer is none';
    for (let attempt = 0; attempt < 2; attempt++) {
      const answer = await this.ask(() => calls[name](full), full).catch((failure: unknown) => {
        if (!isOfActivity(failure)) throw failure;
        reason = reasonOf(failure);
      });
      if (isAnswer(name, answer)) return answer as Awaited<ReturnType<PureAnswers[K]>>;
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
      const answer = await this.ask(() => calls[name](order), order).catch((failure: unknown) => {
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
    const outcome = await this.ask<unknown>(() => world.notifyStaff(order)).catch((failure: unknown) => {
      if (!isOfActivity(failure)) throw failure;
      return { status: 'failed' };
    });
    return isOutcome(outcome) ? outcome.status : 'unknown';
  }

  /** Does something whenever there is something to do, until the proceeding is over. */
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

  /**
   * Opens a wait with a time limit; who may be asked is found past vacant posts. Whoever stands in for somebody away is
   * told, once, as of the tasks of cases.
   */
  async setDue(
    due: string,
    spec: {
      title: Bilingual;
      role: string;
      person?: string;
      /** From when the time limit runs; from the opening if nothing is said. */
      from?: string;
      within?: TimeLimit | undefined;
      dueAt?: string;
      overdue: RungRule[];
      /** Staff ids who may not act, nor through a substitute. */
      barred?: readonly string[];
    },
  ): Promise<void> {
    const { title, person, role, from = this.state.openedAt ?? '', within, dueAt, overdue } = spec;
    const barred = [...(spec.barred ?? [])];
    const planned = this.question('planTask', {
      ...{ from, role, barred, overdue, ...this.at },
      ...(person === undefined ? {} : { assignee: person, byName: true as const }),
      ...(within === undefined ? {} : { within }),
      ...(dueAt === undefined ? {} : { fixedDueAt: dueAt }),
    });
    // Better without a ladder than not at all: the event says why, and whoever has the role sees it in the list.
    const plan = await orElse<TaskPlan>(planned, () => ({
      ...{ role, vacant: [], rungs: [] },
      ...(dueAt === undefined ? {} : { dueAt }),
    }));
    const { seq } = this.emit({
      type: 'DueSet',
      data: {
        ...{ due, title, role: plan.role, rungs: plan.rungs },
        ...(person === undefined ? {} : { person }),
        ...(plan.dueAt === undefined ? {} : { dueAt: plan.dueAt }),
        ...(plan.counting === undefined ? {} : { counting: plan.counting }),
      },
    });
    // What is one person's is no business of those who stand in for the role beside it.
    for (const { id, for: colleague } of plan.substitutes ?? [])
      if (person === undefined || colleague === person)
        this.tellStaff(
          `${due}/${seq}/told-substitute-${id}`,
          'substitution',
          { person: id },
          { ...wordsOf({ title }), colleague },
        );
  }

  /** The place at which its roles are asked for: the lowest that stands above all its places. */
  get at(): { places?: string[] } {
    const places = commonPath(this.state.places ?? []);
    return places === undefined ? {} : { places };
  }

  /** Runs until the proceeding is over, or its history is long: then the answer is what to go on with. */
  async live(work: Promise<void>[]): Promise<ProceedingInput<S, object> | undefined> {
    const failed: { error?: unknown } = {};
    const hasFailed = (): boolean => failed.error !== undefined;
    let isLeft = false;
    const isLeaving = (): boolean =>
      isLeft ||
      (this.size.isLong && !this.isOver && this.settling.isSettled() && this.underWay === 0 && allHandlersFinished());
    const canLeave = (): boolean => isLeaving() && this.journal.isAtRest;
    const done = Promise.all([
      ...work,
      this.ladder.keep(),
      this.journal.drain(() => this.isOver && this.underWay === 0, isLeaving),
    ]).catch((error: unknown) => (failed.error = error ?? new Error('failed')));
    for (;;) {
      await condition(() => hasFailed() || this.isOver || canLeave());
      if (hasFailed() || this.isOver) break;
      await this.settling.settled();
      if (canLeave()) break;
    }
    if (hasFailed()) throw failed.error as Error;
    if (!this.isOver) {
      // The journal begins nothing more on the way out.
      isLeft = true;
      return { ...this.input, resumed: { state: this.state, outbox: this.outbox, head: this.journal.head } };
    }
    await done;
    await condition(allHandlersFinished);
    return undefined;
  }

  /** Staff are told beside the work: a slow mail server holds nothing up, but no history ends before they are. */
  tellStaff(
    name: string,
    template: string,
    to: { role?: string; person?: string },
    values: Record<string, string>,
  ): void {
    this.underWay++;
    const { no, policy } = this.state;
    this.reaction.commanded();
    void world
      .notifyStaff({
        ...{ no, key: `${no}/${name}`, bundleHash: policy.bundleHash, template, to: { ...to, ...this.at } },
        values: { no, ...values },
      })
      .catch(() => undefined)
      .finally(() => this.underWay--);
  }

  private receive(): void {
    for (const { name } of this.proceeding.actions.values()) {
      setHandler(
        proceedingUpdate(name),
        async (raw) => {
          this.size.add(raw);
          const received = receivedAt(raw);
          await this.ladder.upTo(received, received !== undefined);
          const judged = this.judge(name, raw);
          if (judged.verdict === 'refuse') throw asFailure(judged.refusal);
          const seq = judged.verdict === 'accept' ? this.accept(judged, received) : judged.seq;
          await this.settling.settled();
          return this.answer(seq);
        },
        {
          validator: (raw) => {
            // By the clock only here, for validators are not run again on replay.
            const received = receivedAt(raw);
            if (received !== undefined && Date.parse(received) > Date.now() + MOST_AHEAD_MS)
              throw asFailure(clockAhead());
            if (this.size.isFull) throw asFailure(full());
            const judged = this.judge(name, raw);
            // Whose turn it is may change by what is due before.
            const mayChange = (code: string): boolean => code === 'WrongRole' && this.ladder.isDueBefore(received);
            if (judged.verdict === 'refuse' && !mayChange(judged.refusal.code)) throw asFailure(judged.refusal);
          },
        },
      );
      setHandler(proceedingSignal(name), async (raw) => {
        this.size.add(raw);
        await this.ladder.upTo(receivedAt(raw), false);
        const judged = this.judge(name, raw);
        if (judged.verdict === 'accept') this.accept(judged);
        else if (judged.verdict === 'refuse') this.noteRefusal(name, judged.refusal, judged.message?.by);
      });
    }
    setDefaultSignalHandler((name) => {
      this.size.add(undefined);
      const title = name.slice(0, 60);
      const unknown = refuse('UnknownAction', 400, both(`没有操作「${title}」。`, `There is no action "${title}".`));
      this.noteRefusal(title, name === CANCEL_REQUEST ? refusalOfCancel() : unknown, undefined);
    });
  }

  private judge(name: string, raw: unknown): ProceedingJudgement<S> {
    return judgeProceeding(this.proceeding, this.state, name, raw);
  }

  private accept(judged: Extract<ProceedingJudgement<S>, { verdict: 'accept' }>, received?: string): number {
    const { action, message, fingerprint } = judged;
    const cause = { action: action.name, key: message.key, via: message.via, fingerprint };
    const first = this.state.seq + 1;
    for (const [i, event] of action.apply({ state: this.state, message }).entries())
      this.emit({ ...event, by: message.by, ...(i === 0 ? { cause } : {}) }, received);
    return first;
  }

  private noteRefusal(action: string, { code }: Pick<Refusal, 'code'>, by: Actor | undefined): void {
    if (this.state.refusals >= REFUSALS_KEPT || this.state.status === 'new') return;
    this.emit({ type: 'ActionRefused', ...(by === undefined ? {} : { by }), data: { action, code } });
  }

  private answer(seq: number): ProceedingAnswer {
    return { no: this.state.no, seq, upTo: this.state.seq, status: this.state.status };
  }
}
