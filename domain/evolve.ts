import type { Clock } from './clock';
import { personsOf } from './envelope';
import { standsStill } from './clock';
import type { CaseEvent } from './events';
import { holderAt } from './held-task';
import type { Intake } from './intake';
import type { Handed, Reference } from './merging';
import { DUPLICATE } from './merging';
import type { Reducer } from './stage';
import { STAGES } from './stages';
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
  // The mark by which a stage knows that it has recorded this already.
  if (typeof once === 'string') next.answers = { ...next.answers, [once]: true };
  if (event.cause !== undefined) {
    const { key, action, fingerprint } = event.cause;
    next.keys = { ...next.keys, [key]: { fingerprint, action, seq: event.seq } };
    if (event.by !== undefined) next.did = withDone(next.did, action, personsOf(event.by), event.seq);
  }
  return next;
}

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
  StepEntered: (state, data: { line: string; step: string; visit: number }) =>
    withLine(state, data.line, (line) => ({
      ...line,
      step: data.step,
      entered: data.step,
      visits: { ...line.visits, [data.step]: data.visit },
    })),
  StepSkipped: (state, data: { line: string; step: string; visit: number }) =>
    withLine(state, data.line, (line) => ({
      ...line,
      step: data.step,
      visits: { ...line.visits, [data.step]: data.visit },
    })),
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

  TaskOpened: (state, data: { task: Task }) => ({ tasks: { ...state.tasks, [data.task.id]: data.task } }),
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
      handed: [
        ...(task.handed ?? []),
        {
          ...(task.assignee === undefined ? {} : { from: task.assignee }),
          ...{ to: data.person, by: event.by === undefined ? [] : personsOf(event.by), at: event.at },
        },
      ],
    })),
  TaskDone: (state, data: { task: string; answer: Omit<TaskAnswer, 'at'> }, event) =>
    withTaskEnded(state, data.task, 'done', event.at, {
      ...data.answer,
      at: event.at,
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
  PromiseMade: (state, data: { at: string; line: string }, event) => ({
    promises: [...state.promises, { at: data.at, by: event.by?.id ?? '', status: 'made', line: data.line }],
  }),
  CaseReopened: (state, _, event) => ({
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

  CasePaused: (state, data: { waitsFor: 'customer' | 'thirdParty'; until?: string }, event) => ({
    pause: {
      since: event.at,
      waitsFor: data.waitsFor,
      ...(event.by === undefined ? {} : { by: event.by.id }),
      ...(data.until === undefined ? {} : { until: data.until }),
    },
    clocks: mapRunning(state, (clock) => {
      const { dueAt: _dueAt, ...still } = clock;
      return clock.pauses ? { ...still, standstills: [...clock.standstills, { from: event.at }] } : clock;
    }),
  }),
  // Due again only once that has been worked out: ClockSet says when.
  CaseResumed: (state, _, event) => ({
    pause: undefined,
    clocks: mapRunning(state, (clock) =>
      standsStill(clock)
        ? { ...clock, standstills: clock.standstills.map((still) => ({ ...still, to: still.to ?? event.at })) }
        : clock,
    ),
  }),
  ClockStarted: (state, data: { clock: string; startedAt: string; pauses: boolean } & Planned, event) => {
    const isPaused = data.pauses && state.pause !== undefined;
    const { clock: id, dueAt, ...rest } = data;
    const clock: Clock = {
      ...rest,
      ...(isPaused ? {} : { dueAt }),
      standstills: isPaused ? [{ from: event.at }] : [],
      status: 'running',
    };
    return { clocks: { ...state.clocks, [id]: clock } };
  },
  ClockSet: (state, { clock: id, dueAt, explanation, warnings }: { clock: string } & Planned) =>
    withClock(state, id, (clock) => ({
      ...clock,
      ...(standsStill(clock) ? {} : { dueAt, explanation }),
      // Who has been warned is not warned again.
      warnings: warnings.map((warning, i) => ({
        ...warning,
        ...(clock.warnings[i]?.done === true ? { done: true } : {}),
      })),
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
  ...Object.values(STAGES).flatMap((stage) => Object.entries<Reducer>(stage.events)),
]);

/** Event types that change a case; anything else is a fact that is only kept. For the tests that compare the two. */
export const KNOWN_EVENTS: readonly string[] = [...REDUCERS.keys()];
