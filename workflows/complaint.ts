import {
  allHandlersFinished,
  condition,
  continueAsNew,
  setDefaultSignalHandler,
  setHandler,
} from '@temporalio/workflow';
import { bytesOf } from '../domain/byte-size';
import type { ActionAnswer } from '../domain/action-answer';
import { answerOf, asOpenTask } from '../domain/action-answer';
import { ANYTIME_ACTIONS } from '../domain/actions';
import type { Envelope } from '../domain/envelope';
import { receivedAt } from '../domain/envelope';
import { forecast } from '../domain/forecast';
import type { Judgement } from '../domain/judge-message';
import { judgeMessage, possibleActions } from '../domain/judge-message';
import { refusalOfMerge } from '../domain/merging';
import { placeOfCategory } from '../domain/policy/category-tree';
import type { Refusal, RefusalCode } from '../domain/refusal';
import { clockAhead, full, refuse } from '../domain/refusal';
import { openTasks } from '../domain/tasks';
import { both } from '../domain/text';
import { Alarm } from './alarm';
import { asFailure } from './as-failure';
import { CANCEL_REQUEST, refusalOfCancel } from './cancel-request';
import { Case } from './case';
import { checkInput } from './check-input';
import { Clocks } from './clocks';
import { Journal } from './journal';
import { Lines } from './lines';
import { Merges } from './merges';
import type { ComplaintInput } from './messages';
import {
  ACTION_NAMES,
  actionSignal,
  actionsQuery,
  actionUpdate,
  ANSWERS_KEPT,
  forecastQuery,
  recordUpdate,
  tasksQuery,
  timelineQuery,
  viewQuery,
} from './messages';
import { RunSize } from './run-size';
import { keepPromises } from './promises';
import { orElse } from './activity-failed';
import { asItWas, Revival, revivedEvent } from './revival';
import { Shown } from './search-attributes';
import { moveRested } from './standstills';
import { tellSubstitutes } from './substitutes';
import { tellNamed } from './tell-named';
import { Tracks } from './tracks';

/** How far a stamp may lie ahead of the engine's time: clocks differ by that, and its timers are no finer. */
const MOST_AHEAD_MS = 1_000;

/** Refusals that another moment would not have brought, so that what is due first is let happen before them. */
const OF_THE_MOMENT: ReadonlySet<RefusalCode> = new Set<RefusalCode>([
  ...(['NoOpenTask', 'TaskEnded', 'Busy', 'AlreadySo', 'NotYet', 'NotTheAssignee', 'WrongRole'] as const),
]);

/** Open tasks that an answer names: a case with hundreds of them would fill its history with answers. */
const TASKS_IN_ANSWER = 50;

/** First answers go along into a fresh history up to this. */
const ANSWERS_BYTES = 128 * 1024;

/** Refusals of signals kept as events; a flood of rubbish is counted no further. */
const REFUSALS_KEPT = 100;

/** Events and messages after which a case goes on in a fresh history: some 4,000 entries there, a tenth of what the engine bears. */
const ENTRIES_PER_RUN = 1_000;

/**
 * The life of one complaint, from its registration until it is closed: walks its policy's lines, takes people's actions
 * as updates and signals, lets time act where nobody does, and journals every change. The workflow id is the complaint
 * number. Long cases go on in a fresh history at any settled moment.
 */
export async function complaintWorkflow(
  given: ComplaintInput,
): Promise<{ no: string; end: string | undefined; events: number }> {
  checkInput('complaint', given);
  const { revived } = given;
  const input = revived === undefined ? given : await asItWas(given);
  const { resumed } = input;
  const size = new RunSize(input.eventsPerRun ?? ENTRIES_PER_RUN);
  size.add(input, 0);
  const kase = new Case(input.no, input.policy, size, resumed);
  const journal = new Journal(kase, resumed?.head ?? '');
  const lines = new Lines(kase);
  const tracks = new Tracks(kase, lines);
  const clocks = new Clocks(kase);
  const alarm = new Alarm(kase);
  const merges = new Merges(kase);
  tellSubstitutes(kase);
  tellNamed(kase);
  keepPromises(kase);
  const shown = new Shown();
  const answers: Record<string, ActionAnswer> = { ...resumed?.answers };
  const hear = (): void => receive(input, { kase, journal, alarm, answers });
  const revival = revived === undefined ? undefined : new Revival(kase);
  if (revived === undefined) hear();
  else kase.emit(revivedEvent(revived));

  if (resumed === undefined) {
    kase.emit({
      type: 'ComplaintRecorded',
      ...(input.by === undefined ? {} : { by: input.by }),
      data: {
        intake: input.intake,
        ...placeOfCategory(input.policy, input.intake.category),
        ...(input.places === undefined ? {} : { places: input.places }),
        policy: { id: input.policy.id, version: input.policy.version, bundleHash: input.policy.bundleHash },
        ...(input.follows === undefined ? {} : { follows: input.follows }),
      },
    });
  }
  lines.start();

  const ended = (): boolean => lines.ended && lines.failure === undefined;
  const over = (): boolean => ended() && kase.effectsUnderWay === 0;
  const isLeaving = (): boolean =>
    size.isLong &&
    !over() &&
    revival?.isUnderWay !== true &&
    kase.settling.isSettled() &&
    kase.effectsUnderWay === 0 &&
    allHandlersFinished();
  const canLeave = (): boolean => isLeaving() && journal.isAtRest;
  const work = Promise.all([
    tracks.watch(ended),
    clocks.watch(ended),
    moveRested(kase, ended),
    merges.watch(ended),
    revival === undefined ? alarm.ring(ended) : goOn(revival, { kase, alarm, ended, hear }),
    journal.drain(over, isLeaving),
    showChanges(kase, shown, over),
  ]);

  // A mistake of ours fails the workflow task, which a corrected worker repeats.
  work.catch((error: unknown) => (lines.failure ??= error));
  for (;;) {
    await condition(() => lines.failure !== undefined || over() || canLeave());
    if (lines.failure !== undefined || over()) break;
    // A history often grows too long just when a timer fires: what that wakes comes first, or its events would be lost.
    await kase.settling.settled();
    if (canLeave()) break;
  }
  if (lines.failure !== undefined) throw lines.failure as Error;
  if (!over()) {
    await continueAsNew<typeof complaintWorkflow>({
      ...input,
      resumed: {
        ...{ state: kase.state, clock: kase.now(), outbox: kase.outbox, head: journal.head },
        ...{ answers, timeline: kase.timeline },
      },
    });
  }
  await work;
  await condition(allHandlersFinished);
  return { no: input.no, end: kase.state.end, events: kase.state.seq };
}

/** A case that was revived first takes what it had taken and lost; then time acts and others are heard. */
async function goOn(
  revival: Revival,
  { kase, alarm, ended, hear }: { kase: Case; alarm: Alarm; ended: () => boolean; hear: () => void },
): Promise<void> {
  let ringing: Promise<void> | undefined;
  await revival.takeUp({
    alarm,
    over: ended,
    open: () => {
      hear();
      ringing = alarm.ring(ended);
    },
    take: ({ action, message }) => {
      const { state, policy } = kase;
      const busy = kase.stepEffects > 0 || !kase.settling.isSettled();
      const judged = judgeMessage({ state, policy, action, raw: message, busy });
      if (judged.verdict === 'accept') accept(kase, judged);
      if (judged.verdict !== 'refuse') return 'done';
      if (judged.refusal.code === 'Busy') return 'busy';
      noteRefusal(kase, action, judged.refusal, judged.message);
      return 'done';
    },
  });
  await ringing;
}

/** Handlers of every message a case understands. They never throw plain errors, whatever is sent. */
function receive(
  input: ComplaintInput,
  {
    kase,
    journal,
    alarm,
    answers,
  }: { kase: Case; journal: Journal; alarm: Alarm; answers: Record<string, ActionAnswer> },
): void {
  const isBusy = (): boolean => kase.stepEffects > 0 || !kase.settling.isSettled();
  const judge = (action: string, raw: unknown, now?: string): Judgement =>
    judgeMessage({
      state: kase.state,
      policy: kase.policy,
      action,
      raw,
      busy: isBusy(),
      ...(now === undefined ? {} : { now }),
    });

  setHandler(
    recordUpdate,
    async () => {
      kase.size.add(undefined);
      await kase.settling.settled();
      return answered(kase, (answers[input.key] ??= answerOf(kase.state, 1, TASKS_IN_ANSWER)));
    },
    {
      validator: (message) => {
        if ((message as { fingerprint?: unknown } | undefined)?.fingerprint !== input.fingerprint)
          throw asFailure(
            refuse(
              'AnotherComplaint',
              422,
              both('此编号已属于另一投诉。', 'This number already belongs to another complaint.'),
            ),
          );
        if (kase.size.isFull) throw asFailure(full());
      },
    },
  );

  for (const name of ACTION_NAMES) {
    setHandler(
      actionUpdate(name),
      async (raw) => {
        kase.size.add(raw);
        const received = receivedAt(raw);
        kase.cameIn(received);
        await alarm.upTo(received ?? (await seenAt(kase, raw)), received !== undefined);
        const judged = judge(name, raw);
        if (judged.verdict === 'refuse') {
          // It was taken as it came in; what happened first has made it impossible.
          noteRefusal(kase, name, judged.refusal, judged.message);
          throw asFailure(judged.refusal);
        }
        const { key } = judged.message;
        const seq = judged.verdict === 'accept' ? accept(kase, judged) : judged.seq;
        if (answers[key] === undefined) {
          // A merge is answered by the other complaint.
          await condition(() => kase.state.merging?.seq !== seq);
          await kase.settling.settled();
          const refusal = refusalOfMerge(kase.state, seq);
          if (refusal !== undefined) throw asFailure(refusal);
          const answer = answerOf(kase.state, seq, TASKS_IN_ANSWER);
          keep(answers, key, answer);
          return answered(kase, answer);
        }
        return answered(kase, answers[key]);
      },
      {
        validator: (raw) => {
          // By the clock only here, for validators are not run again on replay.
          const now = new Date(Date.now() + MOST_AHEAD_MS).toISOString();
          const received = receivedAt(raw);
          if (received !== undefined && received > now) throw asFailure(clockAhead());
          // Only here: what has been accepted, or came as a signal, stands in the history already.
          if (kase.size.isFull) throw asFailure(full());
          const judged = judge(name, raw, received ?? new Date(Date.now()).toISOString());
          if (judged.verdict !== 'refuse') return;
          // What is due before it may let it in, so it is judged once that has happened.
          if (alarm.isDueBefore(received) && OF_THE_MOMENT.has(judged.refusal.code)) return;
          throw asFailure(judged.refusal);
        },
      },
    );
    setHandler(actionSignal(name), async (raw) => {
      kase.size.add(raw);
      const received = receivedAt(raw);
      kase.cameIn(received);
      await alarm.upTo(received ?? (await seenAt(kase, raw)), false);
      const judged = judge(name, raw);
      if (judged.verdict === 'accept') accept(kase, judged);
      else if (judged.verdict === 'refuse') noteRefusal(kase, name, judged.refusal, judged.message);
    });
  }
  setDefaultSignalHandler(async (name) => {
    kase.size.add(undefined);
    kase.cameIn();
    // As every other signal, so that refusals stand in the order in which they came.
    await alarm.upTo(await seenAt(kase, undefined), false);
    if (name === CANCEL_REQUEST) {
      noteRefusal(kase, name, refusalOfCancel());
      return;
    }
    noteRefusal(
      kase,
      'unknown',
      refuse(
        'UnknownAction',
        400,
        both(`没有操作「${name.slice(0, 60)}」。`, `There is no action "${name.slice(0, 60)}".`),
      ),
    );
  });

  setHandler(viewQuery, () => ({ state: kase.state, policy: kase.policy, pending: kase.outbox, head: journal.head }));
  setHandler(timelineQuery, () => kase.timeline);
  setHandler(tasksQuery, () => openTasks(kase.state).map(asOpenTask));
  setHandler(forecastQuery, () => forecast(kase.state));
  setHandler(actionsQuery, (actor) =>
    possibleActions(kase.state, kase.policy, actor).map(({ action, task, refusal }) => ({
      action: action.name,
      ...(task === undefined ? {} : { task: task.id }),
      ...(refusal === undefined ? {} : { refusal: { code: refusal.code, message: refusal.message } }),
    })),
  );
}

/**
 * When a case sees a message that came past the API; undefined for what our own services send, which counts as it comes.
 * Asked, so that it stands in the history; and while it is, the timers are heard that fired before.
 */
async function seenAt(kase: Case, raw: unknown): Promise<string | undefined> {
  if (typeof raw === 'object' && raw !== null && 'via' in raw && raw.via === 'api') return undefined;
  return orElse<string | undefined>(kase.ask('readClock', {}), () => undefined);
}

/** Turns an accepted message into events, all at once; returns the number of the first. */
function accept(
  kase: Case,
  { action, message, task, fingerprint }: Extract<ReturnType<typeof judgeMessage>, { verdict: 'accept' }>,
): number {
  const received = receivedAt(message);
  const cause = {
    ...{ action: action.name, key: message.key, via: message.via, fingerprint },
    ...(received === undefined ? {} : { received }),
  };
  if (task !== undefined) {
    const data = { task: task.id, answer: { action: action.name, data: message.data } };
    return kase.emit({
      type: 'TaskDone',
      place: task.id.slice(0, task.id.lastIndexOf('/')),
      by: message.by,
      cause,
      data,
    }).seq;
  }
  const first = kase.state.seq + 1;
  const events = ANYTIME_ACTIONS.get(action.name)?.apply({ state: kase.state, policy: kase.policy, message }) ?? [];
  for (const [i, event] of events.entries()) kase.emit({ ...event, by: message.by, ...(i === 0 ? { cause } : {}) });
  return first;
}

function noteRefusal(kase: Case, action: string, refusal: Refusal, message?: Envelope): void {
  if (kase.state.refusals >= REFUSALS_KEPT || kase.state.status === 'new') return;
  kase.emit({
    type: 'ActionRefused',
    ...(message === undefined ? {} : { by: message.by }),
    data: {
      action,
      code: refusal.code,
      ...(refusal.fields === undefined ? {} : { fields: refusal.fields }),
      ...(message === undefined ? {} : { via: message.via }),
    },
  });
}

/** It stands in the history with the update that it answers. */
function answered(kase: Case, answer: ActionAnswer): ActionAnswer {
  kase.size.add(answer, 0);
  return answer;
}

function keep(answers: Record<string, ActionAnswer>, key: string, answer: ActionAnswer): void {
  answers[key] = answer;
  for (const old of Object.keys(answers)) {
    if (Object.keys(answers).length <= ANSWERS_KEPT && bytesOf(answers) <= ANSWERS_BYTES) return;
    Reflect.deleteProperty(answers, old);
  }
}

/** Shows where the case stands when it stands: not while a step does something outside, which passes by itself. */
async function showChanges(kase: Case, shown: Shown, over: () => boolean): Promise<void> {
  const stands = (): boolean => kase.settling.isSettled() && kase.stepEffects === 0;
  for (let seen = -1; ;) {
    await condition(() => over() || (kase.state.seq !== seen && stands()));
    seen = kase.state.seq;
    if (shown.update(kase.state)) kase.reaction.commanded();
    if (over()) return;
  }
}
