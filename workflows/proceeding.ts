import {
  allHandlersFinished,
  condition,
  proxyActivities,
  setDefaultSignalHandler,
  setHandler,
} from '@temporalio/workflow';
import type { Actor } from '../domain/envelope';
import { receivedAt } from '../domain/envelope';
import type { CaseEvent, NewEvent } from '../domain/events';
import type { RungRule, TimeLimit } from '../domain/policy/step';
import { commonPath } from '../domain/place';
import type { Proceeding } from '../domain/proceeding/definition';
import type { ProceedingJudgement } from '../domain/proceeding/judge';
import { judgeProceeding } from '../domain/proceeding/judge';
import type { ProceedingState } from '../domain/proceeding/state';
import { nextRung } from '../domain/proceeding/state';
import type { Refusal } from '../domain/refusal';
import { full, refuse } from '../domain/refusal';
import type { Revived } from '../domain/revived';
import type { Bilingual } from '../domain/text';
import { both } from '../domain/text';
import type { Effects, LostMessage, ProceedingWork, PureAnswers } from '../domain/world';
import { asFailure } from './as-failure';
import { CANCEL_REQUEST, refusalOfCancel } from './cancel-request';
import { checkInput } from './check-input';
import { Journal } from './journal';
import type { ProceedingAnswer, ProceedingInput } from './messages';
import { proceedingSignal, proceedingUpdate } from './messages';
import { Reaction } from './reaction';
import { asItWas, lostMessages, revivedEvent } from './revival';
import { RunSize } from './run-size';
import { Settling, untilAllWait } from './settling';
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
export const askWorld = world;

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

  emit(event: NewEvent): CaseEvent {
    const numbered = { no: this.state.no, seq: this.state.seq + 1, at: new Date(Date.now()).toISOString(), ...event };
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
  async ask<T>(work: () => Promise<T>, sent?: unknown): Promise<T> {
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
    const plan = await this.ask(() =>
      world.planTask({
        bundleHash: this.state.policy.bundleHash,
        ...{ from, role, barred, overdue, ...this.at },
        ...(person === undefined ? {} : { assignee: person, byName: true as const }),
        ...(within === undefined ? {} : { within }),
        ...(dueAt === undefined ? {} : { fixedDueAt: dueAt }),
      }),
    );
    const { seq } = this.emit({
      type: 'DueSet',
      data: {
        ...{ due, title, role: plan.role, rungs: plan.rungs },
        ...(person === undefined ? {} : { person }),
        ...(plan.dueAt === undefined ? {} : { dueAt: plan.dueAt }),
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
      this.keepDues(),
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

  /** Lets time act on waits that are due: what is due is what the timer was set for, whatever the clock reads then. */
  private async keepDues(): Promise<void> {
    for (;;) {
      await condition(() => this.isOver || nextRung(this.state) !== undefined);
      if (this.isOver) return;
      const at = nextRung(this.state) as string;
      const left = Math.max(1, Date.parse(at) - Date.now());
      const sooner = await condition(() => this.isOver || (nextRung(this.state) ?? at) < at, left);
      if (!sooner) this.climb(at);
    }
  }

  private climb(by: string): void {
    for (const [due, { rungs, role, person, title, dueAt }] of Object.entries(this.state.dues)) {
      for (const [rung, { at, does, to, done }] of rungs.entries()) {
        if (done === true || at > by || does === 'fact') continue;
        const TYPE = {
          ...{ remind: 'DueReminded', overdue: 'DueOverdue', warn: 'DueWarned', escalate: 'DueEscalated' },
          // Nothing is decided here because nobody acted: that it is late is all that time can say.
          decide: 'DueOverdue',
        } as const;
        this.emit({ type: TYPE[does], data: { due, rung, at, ...(to === undefined ? {} : { to }) } });
        const whom = to === undefined ? { role, ...(person === undefined ? {} : { person }) } : { role: to };
        this.tellStaff(`${due}/${rung}/${at}`, TEMPLATE[does], whom, wordsOf({ title, dueAt: dueAt ?? at }));
      }
    }
  }

  /** Staff are told beside the work: a slow mail server holds nothing up, but no history ends before they are. */
  private tellStaff(
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
          await this.upTo(receivedAt(raw));
          const judged = this.judge(name, raw);
          if (judged.verdict === 'refuse') throw asFailure(judged.refusal);
          const seq = judged.verdict === 'accept' ? this.accept(judged) : judged.seq;
          await this.settling.settled();
          return this.answer(seq);
        },
        {
          validator: (raw) => {
            if (this.size.isFull) throw asFailure(full());
            const judged = this.judge(name, raw);
            if (judged.verdict === 'refuse') throw asFailure(judged.refusal);
          },
        },
      );
      setHandler(proceedingSignal(name), async (raw) => {
        this.size.add(raw);
        await this.upTo(receivedAt(raw));
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

  /** What was due before the API received a message comes before it; what has fired by now comes first, too. */
  private async upTo(received: string | undefined): Promise<void> {
    await untilAllWait();
    const isDue = (): boolean =>
      received !== undefined && !this.isOver && (nextRung(this.state) ?? received) < received;
    await condition(() => !isDue());
  }

  private judge(name: string, raw: unknown): ProceedingJudgement<S> {
    return judgeProceeding(this.proceeding, this.state, name, raw);
  }

  private accept(judged: Extract<ProceedingJudgement<S>, { verdict: 'accept' }>): number {
    const { action, message, fingerprint } = judged;
    const cause = { action: action.name, key: message.key, via: message.via, fingerprint };
    const first = this.state.seq + 1;
    for (const [i, event] of action.apply({ state: this.state, message }).entries())
      this.emit({ ...event, by: message.by, ...(i === 0 ? { cause } : {}) });
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

const TEMPLATE = {
  ...{ remind: 'reminder', overdue: 'overdue', warn: 'overdue', escalate: 'escalation', decide: 'overdue' },
} as const;
