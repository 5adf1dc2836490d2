import type { Clock, Standstill } from './clock';
import { personsOf } from './envelope';
import { standsStill } from './clock';
import { DEFINED_EVENTS } from './defined-events';
import type { CaseEvent } from './events';
import { holderAt, withHanded } from './held-task';
import type { Intake } from './intake';
import { withKey } from './keys-taken';
import { withoutOldest } from './left-behind';
import type { TaskMoved } from './moved-task';
import { atRest, endOfPause, wokenAt } from './pause';
import type { Pause } from './pause';
import { toBeJudged } from './judgement';
import type { Handed, Reference } from './merging';
import { DUPLICATE } from './merging';

import type { TimeLimit } from './time-limit';
import type {
  AdoptedFindings,
  AdoptedProposal,
  CaseState,
  Effect,
  LineState,
  Rung,
  Task,
  TaskAnswer,
  Timer,
} from './state';

/**
 * The only way a case changes: state and event give the next state. Pure; the same function runs in the workflow, in
 * the journal's projection, in the rebuild and in the audit. Events arrive in order, each number once.
 */
export function evolve(state: CaseState, event: CaseEvent): CaseState {
  if (event.seq !== state.seq + 1) {
    throw new RangeError(`event ${event.no}/${event.seq} does not follow number ${state.seq}`);
  }
  const reducer = REDUCERS.get(event.type);
  const { once, ...data } = event.data;
  const changed = reducer === undefined ? {} : reducer(state, data, event);
  const next: CaseState = { ...state, ...changed, seq: event.seq };
  // Facts that time brings about are rungs of a ladder, too.
  const { task, rung } = data;
  if (typeof task === 'string' && typeof rung === 'number') Object.assign(next, withRungDone(next, { task, rung }));
  if (LEAVING.has(event.type)) Object.assign(next, withoutOldest(next));
  // The mark by which a stage knows that it has recorded this already.
  if (typeof once === 'string') next.answers = { ...next.answers, [once]: true };
  if (event.cause !== undefined) {
    const { key, action, fingerprint } = event.cause;
    next.keys = withKey(next.keys, key, { print: fingerprint, seq: event.seq });
    if (event.by !== undefined) next.did = withDone(next.did, action, personsOf(event.by), event.seq);
  }
  return next;
}

/** How an event of the case itself changes it. Pure; gets the state as it was and returns what is different. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- each reducer knows the data of its own event
type Reducer = (state: CaseState, data: any, event: CaseEvent) => Partial<CaseState>;

/** After what something may be over for good. */
const LEAVING: ReadonlySet<string> = new Set(['StepLeft', 'LineEnded']);

const core: Record<string, Reducer> = {
  ComplaintRecorded: (
    state,
    data: { intake: Intake; categories?: string[]; places?: string[]; policy: CaseState['policy'] },
    event,
  ) => ({
    status: 'open',
    recordedAt: event.at,
    ...(event.by === undefined ? {} : { recordedBy: event.by }),
    intake: data.intake,
    ...(data.categories === undefined ? {} : { categories: data.categories }),
    ...(data.places === undefined ? {} : { places: data.places }),
    policy: data.policy,
    respondents: [...new Set([...state.respondents, ...data.intake.respondent.persons])],
  }),

  LineStarted: (state, data: { line: string; step: string }) =>
    withLine(state, data.line, () => ({ step: data.step, visits: {}, status: 'running' })),
  StepEntered: (state, data: Stepped) =>
    withLine(state, data.line, (line) => ({ ...stepped(line, data, true), entered: data.step })),
  StepSkipped: (state, data: Stepped) => withLine(state, data.line, (line) => stepped(line, data, false)),
  LineTurnedBack: (state, data: { line: string; to: string }) =>
    withLine(state, data.line, (line) => ({ ...line, step: data.to, turnedBack: (line.turnedBack ?? 0) + 1 })),
  // A step's answers are never asked for again once it is left: its next visit has a number of its own.
  StepLeft: (state, data: { line: string; step: string; next?: string; end?: string }, event) => ({
    ...withLine(state, data.line, ({ entered: _entered, ...line }) => ({
      ...line,
      ...(data.next === undefined ? {} : { step: data.next }),
    })),
    ...(data.line === 'main' && state.ending !== undefined ? { ending: undefined } : {}),
    answers: Object.fromEntries(
      Object.entries(state.answers).filter(([key]) => !key.startsWith(`${event.place ?? ''}/`)),
    ),
    timers: Object.fromEntries(
      Object.entries(state.timers).filter(([key]) => !key.startsWith(`${event.place ?? ''}/`)),
    ),
    tasks: withoutWords(state.tasks, `${event.place ?? ''}/`),
    ...(data.end === undefined ? {} : { facts: { ...state.facts, end: data.end } }),
  }),
  LineEnded: (state, data: { line: string }) =>
    withLine(state, data.line, (line) => ({ visits: line.visits, status: 'ended' })),
  EndDecided: (_, data: { as: string }) => ({ ending: { as: data.as } }),

  DecisionMade: (state, data: { key: string; answer: unknown; rules?: string[] }) => ({
    answers: {
      ...state.answers,
      [data.key]: data.answer,
      ...(data.rules === undefined ? {} : { [`${data.key}/rules`]: data.rules }),
    },
  }),
  ConditionsTested: (state, data: { key: string; answer: unknown }) => ({
    answers: { ...state.answers, [data.key]: data.answer },
  }),
  Answered: (state, data: { key: string; answer: unknown }) => ({
    answers: { ...state.answers, [data.key]: data.answer },
  }),

  // What is opened in a pause stands still from its beginning.
  TaskOpened: (state, { task }: { task: Task }) => ({
    tasks: {
      ...state.tasks,
      [task.id]: state.pause === undefined ? task : atRest(task, state.pause, task.openedAt),
    },
  }),
  TaskReminded: (state, data: RungData) => withRungDone(state, data),
  TaskWarned: (state, data: RungData) => withRungDone(state, data),
  TaskOverdue: (state, data: RungData & { charge?: boolean }) => {
    const task = state.tasks[data.task];
    if (task === undefined) return {};
    const { dueAt = task.openedAt } = task;
    return {
      ...withRungDone(state, data),
      delays: [
        ...state.delays,
        {
          task: task.id,
          role: task.role,
          ...(task.department === undefined ? {} : { department: task.department }),
          ...holderAt(task, dueAt),
          ...{ openedAt: task.openedAt, dueAt, charged: data.charge === true },
          ...(state.pause !== undefined && state.pause.since <= dueAt ? { paused: true } : {}),
        },
      ],
    };
  },
  // By the numbers of its rungs: what is done stays done.
  TaskMoved: (state, { task: id, dueAt, rungs, because, from, to }: TaskMoved, event) =>
    withTask(state, id, ({ stood, ...task }) => ({
      ...task,
      ...(because === 'pause' && stood !== undefined && stood.length > 1 ? { stood: stood.slice(1) } : {}),
      ...(because !== 'pause' && stood !== undefined ? { stood } : {}),
      ...(dueAt === undefined ? {} : { dueAt, explanation: movedExplanation(task.explanation, dueAt, from, to) }),
      rungs: task.rungs.map((rung, i) => ({ ...rung, at: rungs[i] ?? rung.at })),
      moved: [
        ...(task.moved ?? []),
        {
          ...{ because, at: event.at },
          ...(dueAt === undefined || task.dueAt === undefined ? {} : { wasDueAt: task.dueAt }),
        },
      ],
    })),
  TaskEscalated: (state, data: { task: string; to: string; rung?: number; passedOver?: string[] }) => {
    const escalated = withTask(state, data.task, (task) => ({
      ...task,
      role: data.to,
      roles: [...task.roles.filter((role) => role !== data.to), data.to],
    }));
    return data.rung === undefined
      ? escalated
      : withRungDone({ ...state, ...escalated }, { task: data.task, rung: data.rung });
  },
  // A name that the policy gave does not go over to whoever has it now; one that its owner appointed does.
  TaskReassigned: (state, data: { task: string; person: string; appointed?: true }, event) =>
    withTask(state, data.task, ({ byName: _byName, ...task }) => ({
      ...task,
      assignee: data.person,
      ...(data.appointed === true ? { byName: true } : {}),
      handed: withHanded(task.handed, {
        ...(task.assignee === undefined ? {} : { from: task.assignee }),
        ...{ to: data.person, by: event.by === undefined ? [] : personsOf(event.by), at: event.at },
      }),
    })),
  TaskDone: (state, data: { task: string; answer: Omit<TaskAnswer, 'at'> }, event) =>
    withTaskEnded(state, data.task, 'done', event.at, {
      ...data.answer,
      // A word counts from when it came in, whenever the case could look at it.
      at: event.cause?.received ?? event.at,
      ...(event.by === undefined ? {} : { by: event.by }),
    }),
  TaskDecidedByDefault: (state, data: { task: string; answer: Omit<TaskAnswer, 'at'> }, event) =>
    withTaskEnded(state, data.task, 'decidedByDefault', event.at, { ...data.answer, at: event.at }),
  TaskCancelled: (state, data: { task: string }, event) => withTaskEnded(state, data.task, 'cancelled', event.at),

  TimerSet: (state, data: { key: string; at: string; explanation?: unknown }) => ({
    timers: {
      ...state.timers,
      [data.key]: {
        at: data.at,
        fired: false,
        ...(data.explanation === undefined ? {} : { explanation: data.explanation }),
      },
    },
  }),
  TimerFired: (state, data: { key: string }) => {
    const timer: Timer | undefined = state.timers[data.key];
    return timer === undefined ? {} : { timers: { ...state.timers, [data.key]: { ...timer, fired: true } } };
  },

  EffectStarted: (state, data: { key: string; activity: string }, event) => ({
    effects: {
      ...state.effects,
      [data.key]: { key: data.key, activity: data.activity, status: 'underWay', startedAt: event.at },
    },
  }),
  EffectSucceeded: withEffect('succeeded'),
  EffectFailed: withEffect('failed'),
  EffectUnknown: withEffect('unknown'),

  NoteAdded: (state) => ({ notes: state.notes + 1 }),
  ReferenceAttached: (state, data: { title: string; uri: string }, event) => ({
    references: [...state.references, { title: data.title, uri: data.uri, at: event.at }],
  }),
  DeclaredMajor: (_, data: { reason?: string }, event) => ({
    major: { since: event.at, ...(data.reason === undefined ? {} : { reason: data.reason }) },
  }),
  CaseReopened: (state, data: { judgeAnew?: boolean }, event) => ({
    ...toBeJudged(state, data.judgeAnew),
    status: 'open',
    round: state.round + 1,
    proposalsRefused: 0,
    facts: Object.fromEntries(Object.entries(state.facts).filter(([name]) => name !== 'end')),
    end: undefined,
    resolvedAt: undefined,
    // A duplicate that is none after all goes on where it was, and so do its time limits.
    ...(state.mergedInto === undefined
      ? {}
      : {
          mergedInto: undefined,
          releasing: [...state.releasing, { into: state.mergedInto, seq: event.seq }],
          clocks: mapClocks(state, ({ because, stoppedAt, ...clock }) =>
            because === 'merged'
              ? { ...clock, status: 'running' }
              : { ...clock, ...(stoppedAt === undefined ? {} : { stoppedAt }) },
          ),
        }),
  }),
  WithdrawalRequested: () => ({}),
  MergeRequested: (_, { into, reason }: { into: string; reason?: string }, event) => ({
    merging: {
      ...{ into, seq: event.seq, since: event.at },
      ...(event.by === undefined ? {} : { by: event.by }),
      ...(reason === undefined ? {} : { reason }),
    },
    mergeRefused: undefined,
  }),
  MergeRefused: ({ merging }, { into, code }: { into: string; code: string }, event) => ({
    merging: undefined,
    mergeRefused: { into, code, at: event.at, seq: merging?.seq ?? event.seq },
  }),
  CaseMerged: (_, data: { into: string; sameCustomer: boolean }) => ({
    mergedInto: data.into,
    mergedOfSameCustomer: data.sameCustomer,
    merging: undefined,
    ending: { as: DUPLICATE },
  }),
  MergeUndone: (state, { into }: { into: string }) => ({
    releasing: state.releasing.filter((one) => one.into !== into),
  }),
  ComplaintAbsorbed: (state, data: AbsorbedData, event) => ({
    respondents: [...new Set([...state.respondents, ...data.respondents])],
    references: [
      // Merged once more after it was reopened, it brings them all again.
      ...state.references.filter(({ from }) => data.intake === undefined || from !== data.from),
      ...data.references.map((one) => ({ ...one, from: data.from })),
    ],
    ...(data.intake === undefined ? {} : withAbsorbed(state, data, data.intake, event.at)),
  }),
  ComplaintReleased: (state, { from }: { from: string }, event) => ({
    absorbed: state.absorbed.map((one) =>
      one.no === from && one.leftAt === undefined ? { ...one, leftAt: event.at } : one,
    ),
  }),
  // It has answered what the task of that line asked: nobody has to take it up any more.
  CustomerAnswered: (state, data: { channel: string; line: string }, event) => ({
    inbound: [...state.inbound, { at: event.at, channel: data.channel, line: data.line, heeded: true }],
  }),
  IncidentJoined: (_, data: { incident: string }, event) => ({ incident: { no: data.incident, since: event.at } }),
  IncidentLeft: () => ({ incident: undefined }),
  AnswerAdopted: (state, { findings, proposal }: { findings?: AdoptedFindings; proposal?: AdoptedProposal }, event) =>
    state.incident === undefined
      ? {}
      : {
          // What was done in the incident was done for each of its members.
          did: [
            ['submitFindings', [findings?.by, findings?.byFor]] as const,
            ['propose', [proposal?.by, proposal?.byFor]] as const,
            ['approve', [proposal?.approvedBy, proposal?.approvedByFor]] as const,
          ].reduce((did, [action, both]) => {
            const persons = both.filter((id) => id !== undefined);
            return persons.length === 0 ? did : withDone(did, action, persons, event.seq);
          }, state.did),
          incident: {
            ...state.incident,
            ...(findings === undefined ? {} : { findings }),
            ...(proposal === undefined ? {} : { proposal }),
          },
        },
  MessageReceived: (state, data: { channel: string; line: string }, event) => ({
    inbound: [...state.inbound, { at: event.at, channel: data.channel, line: data.line, heeded: false }],
  }),

  CasePaused: (state, data: Pick<Pause, 'waitsFor' | 'until' | 'rests' | 'goOn' | 'atMost'>, event) => ({
    pause: {
      since: event.at,
      waitsFor: data.waitsFor,
      ...(event.by === undefined ? {} : { by: event.by.id }),
      ...endOfPause(event.at, data),
      ...(data.rests === undefined ? {} : { rests: data.rests }),
      ...(data.goOn === undefined ? {} : { goOn: data.goOn }),
    },
    tasks: mapOpen(state, (task) => atRest(task, data, event.at)),
    clocks: mapRunning(state, (clock) => {
      const { dueAt: _dueAt, ...still } = clock;
      return clock.pauses ? { ...still, standstills: [...clock.standstills, { from: event.at }] } : clock;
    }),
  }),
  // Due again only once that has been worked out: ClockSet says when.
  // A pause that ended by itself ended when it was to, however late that was told.
  CaseResumed: (state, { due }: { due?: string }, event) => ({
    pause: undefined,
    tasks: wokenAt(state.tasks, due ?? event.at),
    clocks: mapRunning(state, (clock) =>
      standsStill(clock)
        ? { ...clock, standstills: clock.standstills.map((still) => ({ ...still, to: still.to ?? due ?? event.at })) }
        : clock,
    ),
  }),
  ClockStarted: (
    state,
    data: { clock: string; startedAt: string; pauses: boolean } & Pick<Planned, 'warnings'> & Partial<Planned>,
    event,
  ) => {
    const isPaused = data.pauses && state.pause !== undefined;
    const { clock: id, dueAt, ...rest } = data;
    const clock: Clock = {
      ...rest,
      ...(isPaused || dueAt === undefined ? {} : { dueAt }),
      standstills: isPaused ? [{ from: event.at }] : [],
      status: 'running',
    };
    return { clocks: { ...state.clocks, [id]: clock } };
  },
  ClockSet: (
    state,
    { clock: id, dueAt, explanation, warnings, extended }: { clock: string; extended?: true } & Planned,
    event,
  ) =>
    withClock(state, id, (clock) => ({
      ...clock,
      ...(standsStill(clock) ? {} : { dueAt, explanation }),
      // Who has been warned is not warned again, but of a limit that was extended.
      warnings: warnings.map((warning, i) => ({
        ...warning,
        ...(clock.warnings[i]?.done === true && (extended !== true || warning.at <= event.at) ? { done: true } : {}),
      })),
    })),
  ExtensionAsked: (
    state,
    { clock: id, by, reason, line }: { clock: string; by: TimeLimit; reason?: string; line: string },
    event,
  ) =>
    withClock(state, id, (clock) => ({
      ...clock,
      asked: {
        ...{ by, at: event.at, line, askedBy: event.by === undefined ? [] : personsOf(event.by) },
        ...(reason === undefined ? {} : { reason }),
      },
    })),
  ClockWarned: (state, data: { clock: string; warning: number }) =>
    withClock(state, data.clock, (clock) => ({
      ...clock,
      warnings: clock.warnings.map((warning, i) => (i === data.warning ? { ...warning, done: true } : warning)),
    })),
  ClockMissed: (state, data: { clock: string }, event) =>
    withClock(state, data.clock, (clock) => ({ ...clock, missedAt: event.at })),
  ClockStopped: (state, data: { clock: string; because?: 'merged' }, event) =>
    withClock(state, data.clock, (clock) => ({
      ...{ ...clock, status: 'stopped', stoppedAt: event.at },
      ...(data.because === undefined ? {} : { because: data.because }),
    })),
  SpotCheckOrdered: () => ({}),
  DecisionFailed: () => ({}),
  ConditionUnclear: () => ({}),
  ActionRefused: (state) => ({ refusals: state.refusals + 1 }),
};

/** What was said to end a task is no more needed once its step is left; it stands in its event. */
function withoutWords(tasks: CaseState['tasks'], place: string): CaseState['tasks'] {
  return Object.fromEntries(
    Object.entries(tasks).map(([id, task]) => [
      id,
      id.startsWith(place) && task.answer !== undefined ? { ...task, answer: { ...task.answer, data: {} } } : task,
    ]),
  );
}

function withDone(did: CaseState['did'], action: string, persons: string[], seq: number): CaseState['did'] {
  const all = [...new Set([...(did[action]?.all ?? []), ...persons])];
  return { ...did, [action]: { all, last: persons, seq } };
}

/** When a clock is due, as it was worked out. */
interface Planned {
  dueAt: string;
  explanation: unknown;
  warnings: Clock['warnings'];
}

function withClock(state: CaseState, id: string, change: (clock: Clock) => Clock): Partial<CaseState> {
  const clock = state.clocks[id];
  return clock === undefined ? {} : { clocks: { ...state.clocks, [id]: change(clock) } };
}

function mapOpen(state: CaseState, change: (task: Task) => Task): CaseState['tasks'] {
  return Object.fromEntries(
    Object.entries(state.tasks).map(([id, task]) => [id, task.status === 'open' ? change(task) : task]),
  );
}

function mapClocks(state: CaseState, change: (clock: Clock) => Clock): CaseState['clocks'] {
  return Object.fromEntries(Object.entries(state.clocks).map(([id, clock]) => [id, change(clock)]));
}

function mapRunning(state: CaseState, change: (clock: Clock) => Clock): CaseState['clocks'] {
  return mapClocks(state, (clock) => (clock.status === 'running' ? change(clock) : clock));
}

interface AbsorbedData extends Pick<Handed, 'respondents' | 'given'> {
  from: string;
  via?: string;
  recordedAt?: string;
  department?: string;
  hears: boolean;
  intake?: Intake;
  references: Reference[];
}

function withAbsorbed(
  { absorbed }: CaseState,
  { from, via, recordedAt, department = '', hears, respondents, given }: AbsorbedData,
  intake: Intake,
  at: string,
): Partial<CaseState> {
  const { category, language, channel, complainant, demand, respondent } = intake;
  const inDepartment = department === '' ? respondent.department : department;
  return {
    absorbed: [
      ...absorbed.filter((one) => one.no !== from),
      {
        ...{ no: from, at, category, language, channel, complainant, hears, respondents, given },
        ...(via === undefined ? {} : { via }),
        ...(recordedAt === undefined ? {} : { recordedAt }),
        ...(inDepartment === undefined ? {} : { department: inDepartment }),
        ...(respondent.supplier === undefined ? {} : { supplier: respondent.supplier }),
        demand: {
          ...(demand.kind === undefined ? {} : { kind: demand.kind }),
          ...(demand.amountFen === undefined ? {} : { amountFen: demand.amountFen }),
        },
      },
    ],
  };
}

interface Stepped {
  line: string;
  step: string;
  visit: number;
  facts?: Record<string, unknown>;
}

function stepped(line: LineState, { step, visit, facts }: Stepped, entered: boolean): LineState {
  return {
    ...line,
    step,
    visits: { ...line.visits, [step]: visit },
    ...(facts === undefined ? {} : { stepped: { ...line.stepped, [step]: { entered, facts } } }),
  };
}

interface RungData {
  task: string;
  rung: number;
}

function withLine(state: CaseState, id: string, change: (line: LineState) => LineState): Partial<CaseState> {
  const line = state.lines[id] ?? { visits: {}, status: 'running' as const };
  return { lines: { ...state.lines, [id]: change(line) } };
}

function withTask(state: CaseState, id: string, change: (task: Task) => Task): Partial<CaseState> {
  const task = state.tasks[id];
  return task === undefined ? {} : { tasks: { ...state.tasks, [id]: change(task) } };
}

function withRungDone(state: CaseState, data: RungData): Partial<CaseState> {
  return withTask(state, data.task, (task) => ({
    ...task,
    rungs: task.rungs.map((rung: Rung, i) => (i === data.rung ? { ...rung, done: true } : rung)),
  }));
}

/** What explains a due time explains it where it is now: when time did not count is told beside. */
function movedExplanation(explanation: unknown, dueAt: string, from?: string, to?: string): unknown {
  if (typeof explanation !== 'object' || explanation === null) return explanation;
  const { standstills = [] } = explanation as { standstills?: Standstill[] };
  return {
    ...explanation,
    dueAt,
    ...(from === undefined || to === undefined ? {} : { standstills: [...standstills, { from, to }] }),
  };
}

/** An ended task keeps who, when and what; the ladder and the explanation stay in its events. */
function withTaskEnded(
  state: CaseState,
  id: string,
  status: Task['status'],
  at: string,
  answer?: TaskAnswer,
): Partial<CaseState> {
  const ended = withTask(state, id, (task) => {
    const { explanation: _explanation, ...rest } = task;
    return { ...rest, rungs: [], status, closedAt: at, ...(answer === undefined ? {} : { answer }) };
  });
  return {
    ...ended,
    delays: state.delays.map((delay) =>
      delay.task === id && delay.endedAt === undefined ? { ...delay, endedAt: at } : delay,
    ),
  };
}

function withEffect(status: Effect['status']): Reducer {
  return (state, data: { key: string; result?: Record<string, unknown> }, event) => {
    const effect = state.effects[data.key];
    if (effect === undefined) return {};
    const ended: Effect = {
      ...effect,
      status,
      endedAt: event.at,
      ...(data.result === undefined ? {} : { result: data.result }),
    };
    return { effects: { ...state.effects, [data.key]: ended } };
  };
}

/** A map, so that no type of event is found that only every object has (`toString`). */
const REDUCERS = new Map<string, Reducer>([
  ...Object.entries(core),
  ...[...DEFINED_EVENTS].map(([type, { apply }]): [string, Reducer] => [type, (apply as Reducer | undefined) ?? keep]),
]);

function keep(): Partial<CaseState> {
  return {};
}

/** Event types that a case knows; anything else is a fact that is only kept. For the tests that compare the two. */
export const KNOWN_EVENTS: readonly string[] = [...REDUCERS.keys()];
