import fc from 'fast-check';
import { ACTION_LABELS } from '../../domain/actions/labels';
import { ACTIONS, ANYTIME_ACTIONS } from '../../domain/actions';
import type { Actor } from '../../domain/file/envelope';
import type { CaseEvent, NewEvent } from '../../domain/file/stored-event';
import { evolve } from '../../domain/case/evolve';
import { judgeMessage } from '../../domain/case/judge-message';
import type { CompiledPolicy } from '../../domain/policy/compiled';
import type { CaseState, Rung } from '../../domain/case/state';
import { emptyCase } from '../../domain/case/state';
import { openTasks } from '../../domain/case/tasks/tasks';
import { both } from '../../domain/values/text';
import { actorOf, everybody } from '../support/people';
import { allPolicies } from '../support/policies';
import { asIfSealed, sealedData } from '../support/sealed-data';

/** Lives of cases under the eight steps, as far as events go: who did what, in any order that the case accepts. */

const found = allPolicies().get('enterprise-eight-step');
if (found === undefined) throw new Error('there is no policy enterprise-eight-step');
export const policy: CompiledPolicy = found.policy;

export const NO = 'C260930-4K7QMXD';
/** A text as it is sealed for this case; `DATA` has it sealed for the very field. */
export const sealed = asIfSealed(NO)('', 'note.text');
export const sealedElsewhere = asIfSealed('C260930-0000000')('', 'note.text');

/** Somebody complained about from the start. */
const RESPONDENT = 'complaintsDesk-2';
export const people: Actor[] = everybody(policy).map(actorOf);
export const actors: fc.Arbitrary<Actor> = fc
  .record({ actor: fc.constantFrom(...people), other: fc.constantFrom(...people), substitutes: fc.boolean() })
  .map(({ actor, other, substitutes }) => (substitutes ? { ...actor, for: other.id } : actor));

/** What fits these lives; of other actions, the documents' example. */
const SAID: Readonly<Record<string, Record<string, unknown>>> = {
  confirmTold: {},
  judge: { founded: true },
  confirmQuality: { atFault: true },
  decideAtDesk: { atFault: false, finding: sealed },
  confirmRecord: { confirmed: true },
  decideAdmission: { outcome: 'admitted' },
  recordService: { delivered: false },
  recordReply: { grounds: sealed, investigation: sealed },
  recordSilence: {},
  recordSettlement: { terms: sealed, complainantSigned: true, respondentSigned: true },
  endMediation: { reason: sealed },
  accept: {},
  assign: { department: 'sales' },
  submitFindings: { cause: sealed, persons: ['handler-quality'], lossFen: 100 },
  propose: { options: [{ remedies: [{ kind: 'apology', params: {} }] }] },
  declineDemand: { reason: sealed },
  approve: { comment: sealed },
  reject: { reason: sealed },
  answerOffer: { accepted: true },
  customerSilent: {},
  settleUnknown: { executed: true },
  recordCallback: { reached: true, satisfied: false },
  stateView: { statement: sealed },
  decidePenalties: {},
  appealPenalty: { grounds: sealed },
  acceptPenalty: {},
  decideAppeal: {},
  planImprovement: { measures: [{ what: sealed, owner: 'supervisor' }] },
  review: { lesson: sealed },
  fillForm: { fields: { place: 'hall' }, texts: { content: sealed } },
  signForm: {},
  returnForm: { reason: sealed },
  signOff: {},
  solveAtOnce: { agreed: true, result: sealed },
  handOn: { reason: sealed },
  classifyComplaint: { nature: 'valid', ground: 'harm' },
  agreeTime: { at: '2026-12-01T00:00:00Z' },
  chooseWay: { way: 'again', reason: sealed },
  tellProgress: { news: sealed },
  recordOutreach: { affected: 2, approached: 2, by: 'phone' },
  planTasks: { tasks: [{ department: 'sales', what: sealed }] },
  changePlan: { what: sealed },
  completeTask: { result: sealed },
  keepPromise: {},
  confirmWithdrawal: { confirmed: true },
  approveExtension: {},
  refuseExtension: { reason: '尚有时间' },
  sort: { category: 'quality' },
  takeOver: {},
  confirmStaffTold: {},
  reportResult: { result: sealed },
  giveAccount: { account: sealed },
  settleCustomer: { genuine: false },
  giveWarning: { situation: sealed },
  noteOmission: {},
  reportOn: {},
  recordMeeting: { attendees: [{ person: 'supervisor', role: 'supervisor' }], plan: sealed },
  dispatch: { technician: 'supervisor' },
  dispatchElsewhere: { partner: 'partner', allOut: true },
  agreeElsewhere: { agreed: true },
  makeAppointment: { at: '2026-12-01T00:00:00Z' },
  changeAppointment: { at: '2026-12-01T00:00:00Z', consented: true },
  recordArrival: {},
  recordAbsence: {},
  quote: { items: [{ what: sealed, kind: 'parts', amountFen: 100 }], agreed: true },
  moveFixtures: { what: sealed, consented: true },
  reportDamage: { what: sealed, amountFen: 100, apologised: true },
  goOnVerbally: { what: sealed, approvedBy: 'supervisor', at: '2026-12-01T00:00:00Z' },
  finishWork: { done: true, finding: sealed, tested: true },
  settleDamage: { paid: true },
  confirmVerbal: { confirmed: true },
  recordSignature: { signed: true },
  confirmPayment: { amountFen: 0, invoice: '1' },
  approveMeasures: { supervisor: 'supervisor' },
  rejectMeasures: { reason: sealed },
  checkMeasure: { done: true },
  verifyMeasures: { effective: true },
  recordCost: { what: sealed, amountFen: 100 },
  reportViolation: { kind: 'falseConfirmation', person: 'supervisor', finding: sealed },
  spotCheck: {},
  decideByHand: { answer: { department: 'sales' } },
  note: { text: sealed },
  attach: { title: sealed, uri: 'https://example.com/a.pdf' },
  reassign: { task: 'main/judge/1/t0', person: 'supervisor' },
  escalate: { task: 'main/judge/1/t0' },
  declareMajor: { reason: sealed },
  promise: { at: '2026-12-01T00:00:00Z' },
  pause: { waitsFor: 'customer', reason: sealed },
  resume: {},
  receiveMessage: { channel: 'sms', text: sealed },
  merge: { into: 'C260930-4K7QMXJ' },
  heedMessage: {},
  withdraw: {},
  extendLimit: { clock: 'answer', reason: '检测未完成' },
  reopen: { reason: sealed },
  absorb: {
    ...{ from: 'C260930-4K7QMXJ', part: 1, hears: false, by: 'supervisor' },
    intake: { category: 'quality', channel: 'phone', complainant: { phone: sealed }, text: sealed },
  },
  release: { from: 'C260930-4K7QMXJ' },
  joinIncident: { incident: 'M260930-4K7QMXJ' },
  leaveIncident: { incident: 'M260930-4K7QMXJ' },
  adoptAnswer: { incident: 'M260930-4K7QMXJ', findings: { by: 'supervisor', cause: sealed, persons: [] } },
};

function examples(): Record<string, unknown> {
  return Object.fromEntries([...ACTION_LABELS].map(([name, { example }]) => [name, example]));
}

/** Data that each action takes. */
export const DATA = Object.fromEntries(
  Object.entries({ ...examples(), ...SAID }).map(([name, said]) => {
    const action = ACTIONS.get(name);
    if (action === undefined) throw new Error(`there is no action ${name}`);
    const { data, error } = sealedData(action, said, asIfSealed(NO));
    if (error !== undefined) throw error;
    return [name, data as Record<string, unknown>];
  }),
);

/** Instants a minute apart. */
export function minute(n: number): string {
  return new Date(Date.UTC(2026, 8, 30, 1) + n * 60_000).toISOString();
}

const recorded: NewEvent = {
  type: 'ComplaintRecorded',
  data: {
    intake: {
      ...{ category: 'quality', channel: 'phone', language: 'zh', complainant: { name: sealed }, text: sealed },
      ...{ demand: {}, respondent: { persons: [RESPONDENT] }, fields: {} },
    },
    policy: { id: policy.id, version: policy.version, bundleHash: policy.bundleHash },
  },
};

/** What comes next: events, as they follow from the state. */
type Move = (state: CaseState) => NewEvent[];

const TASK_ACTIONS = [...ACTIONS.keys()].filter((name) => !ANYTIME_ACTIONS.has(name));
const ids = fc.nat(3).map((n) => `main/judge/1/t${n}`);
const keys = fc.nat(60).map((n) => `key-${n}`);

const opens = fc
  .record({
    id: ids,
    action: fc.constantFrom(...TASK_ACTIONS),
    role: fc.constantFrom(...Object.keys(policy.roles)),
    department: fc.option(fc.constantFrom(...Object.keys(policy.departments)), { nil: undefined }),
    assignee: fc.option(fc.constantFrom(...people), { nil: undefined }),
    due: fc.nat(500),
  })
  .map(({ id, action, role, department, assignee, due }): Move => (state) => {
    if (state.tasks[id] !== undefined) return [];
    const rungs: Rung[] = [
      { at: minute(due), does: 'overdue', charge: true },
      { at: minute(due + 60), does: 'escalate', to: 'generalManager' },
      { at: minute(due + 120), does: 'decide', action, data: {} },
    ];
    const task = {
      ...{
        id,
        title: both('待办', 'Task'),
        actions: [action],
        roles: [role],
        role,
        barred: [],
        status: 'open' as const,
      },
      ...{ openedAt: minute(state.seq), dueAt: minute(due), rungs },
      ...(department === undefined ? {} : { department }),
      ...(assignee === undefined ? {} : { assignee: assignee.id }),
    };
    return [{ type: 'TaskOpened', place: 'main/judge/1', data: { task } }];
  });

/** What a case makes of a message, as the workflow does it. */
function sent(state: CaseState, action: string, key: string, by: Actor, via: 'api' | 'temporal'): NewEvent[] {
  const judged = judgeMessage({ state, policy, action, raw: { key, by, via, data: DATA[action] }, busy: false });
  if (judged.verdict === 'refuse') return [{ type: 'ActionRefused', by, data: { action, code: judged.refusal.code } }];
  if (judged.verdict === 'repeat') return [];
  const { message, task, fingerprint } = judged;
  const cause = { action, key, via, fingerprint };
  if (task !== undefined)
    return [{ type: 'TaskDone', by, cause, data: { task: task.id, answer: { action, data: message.data as object } } }];
  const events = ANYTIME_ACTIONS.get(action)?.apply({ state, policy, message }) ?? [];
  return events.map((event, i) => ({ ...event, by, ...(i === 0 ? { cause } : {}) }) as NewEvent);
}

/** Anybody tries anything. */
const sends = fc
  .record({
    by: actors,
    action: fc.constantFrom(...ACTIONS.keys()),
    key: keys,
    via: fc.constantFrom<'api' | 'temporal'>('api', 'api', 'temporal'),
  })
  .map(
    ({ by, action, key, via }): Move =>
      (state) =>
        sent(state, action, key, by, via),
  );

/** Somebody whose task it is does it. */
const does = fc.record({ n: fc.nat(9), key: keys }).map(({ n, key }): Move => (state) => {
  const tasks = openTasks(state);
  const task = tasks[n % Math.max(1, tasks.length)];
  const by = people.find(
    ({ id, roles, departments }) =>
      (task?.assignee ?? id) === id &&
      roles.includes(task?.role ?? '') &&
      (departments.length === 0 || departments.includes(task?.department ?? '')),
  );
  return task === undefined || by === undefined ? [] : sent(state, task.actions[0] ?? '', key, by, 'api');
});

const climbs = fc.nat(9).map((n): Move => (state) => {
  const tasks = openTasks(state);
  const task = tasks[n % Math.max(1, tasks.length)];
  const rung = task?.rungs.findIndex((one) => one.done !== true) ?? -1;
  const does = task?.rungs[rung]?.does;
  if (task === undefined || does === undefined) return [];
  const about = { task: task.id, rung };
  if (does === 'overdue') return [{ type: 'TaskOverdue', data: { ...about, charge: true } }];
  if (does === 'escalate') return [{ type: 'TaskEscalated', data: { ...about, to: 'generalManager' } }];
  return [{ type: 'TaskDecidedByDefault', data: { ...about, answer: { action: task.actions[0] ?? '', data: {} } } }];
});

const steps = fc.constantFrom<NewEvent[]>(
  [{ type: 'LineStarted', data: { line: 'main', step: 'record' } }],
  [{ type: 'StepEntered', place: 'main/judge/1', data: { line: 'main', step: 'judge', visit: 1 } }],
  [{ type: 'DecisionMade', data: { key: 'main/judge/1/routing', answer: { department: 'sales' } } }],
  [{ type: 'StepLeft', place: 'main/judge/1', data: { line: 'main', step: 'judge', next: 'assign' } }],
  [{ type: 'LineEnded', data: { line: 'main' } }],
  [{ type: 'EndDecided', data: { as: 'withdrawn' } }],
  [{ type: 'TimerSet', data: { key: 'main/judge/1/wait', at: minute(900) } }],
  [{ type: 'TimerFired', data: { key: 'main/judge/1/wait' } }],
  [{ type: 'EffectStarted', data: { key: 'e', activity: 'sendMessage' } }],
  [{ type: 'EffectSucceeded', data: { key: 'e', activity: 'sendMessage', result: { channel: 'email' } } }],
  [{ type: 'JudgedFounded', data: { demandReasonable: true, once: 'main/judge/1/judged/recorded' } }],
  [{ type: 'AcceptorNamed', data: { person: 'handler-sales' } }],
  [{ type: 'FindingsSubmitted', data: { cause: sealed, persons: ['handler-logistics'], lossFen: 5 } }],
  [{ type: 'RemedyProposed', by: people[0]!, data: { options: [{ remedies: [], costFen: 5 }], costFen: 5 } }],
  [{ type: 'OfferAccepted', data: { option: 0 } }],
  [{ type: 'RemedyExecuted', data: { key: 'r', kind: 'refund', costFen: 5 } }],
  [{ type: 'CallbackRecorded', data: { reached: true, satisfied: false } }],
  [{ type: 'RoundStarted', data: {} }],
  [{ type: 'CaseResolved', data: { end: 'solved' } }],
  [{ type: 'CaseClosed', data: {} }],
  [
    {
      type: 'ClockStarted',
      data: {
        clock: 'answer',
        startedAt: minute(0),
        pauses: true,
        dueAt: minute(900),
        explanation: {},
        warnings: [{ at: minute(800), to: 'supervisor' }],
      },
    },
  ],
  [
    {
      type: 'ClockSet',
      data: { clock: 'answer', dueAt: minute(950), explanation: {}, warnings: [{ at: minute(850), to: 'supervisor' }] },
    },
  ],
  [{ type: 'ClockWarned', data: { clock: 'answer', warning: 0, to: 'supervisor' } }],
  [{ type: 'ClockMissed', data: { clock: 'answer' } }],
  [{ type: 'ClockStopped', data: { clock: 'answer', inTime: false } }],
  [{ type: 'CasePaused', data: { waitsFor: 'customer', reason: sealed } }],
  [{ type: 'CaseResumed', data: { because: 'time' } }],
  [{ type: 'MessageReceived', data: { channel: 'sms', text: sealed, line: 'inbound.1' } }],
  [{ type: 'CustomerAnswered', data: { channel: 'email', text: sealed, task: 'main/offer/1/answer-1', line: 'main' } }],
  [{ type: 'MessageHeeded', data: { line: 'inbound.1' } }],
  [{ type: 'CaseMerged', data: { into: 'C260930-4K7QMXJ', sameCustomer: false } }],
  [{ type: 'MergeRequested', data: { into: 'C260930-4K7QMXJ' } }],
  [{ type: 'MergeRefused', data: { into: 'C260930-4K7QMXJ', code: 'Closed' } }],
  [{ type: 'MergeUndone', data: { into: 'C260930-4K7QMXJ' } }],
  [{ type: 'ComplaintReleased', data: { from: 'C260930-4K7QMXJ' } }],
  [{ type: 'OptionOffered', data: { option: 1, round: 1, proposal: 1, index: 0 } }],
  [{ type: 'ClockStopped', data: { clock: 'answer', because: 'merged' } }],
  [{ type: 'SomethingNew', data: { of: 'a later version' } }],
);

const moves: fc.Arbitrary<Move> = fc.oneof(
  { weight: 3, arbitrary: opens },
  { weight: 4, arbitrary: sends },
  { weight: 4, arbitrary: does },
  { weight: 2, arbitrary: climbs },
  {
    weight: 3,
    arbitrary: steps.map(
      (events): Move =>
        () =>
          events,
    ),
  },
);

/** Events of a case from its first on, as many as the moves lead to. */
export const lives: fc.Arbitrary<CaseEvent[]> = fc.array(moves, { maxLength: 50, size: 'max' }).map((all) => {
  let state = nothing();
  const events: CaseEvent[] = [];
  const happen = (event: NewEvent): void => {
    const numbered = { no: NO, seq: state.seq + 1, at: minute(state.seq), ...event };
    state = evolve(state, numbered);
    events.push(numbered);
  };
  happen(recorded);
  for (const move of all) move(state).forEach(happen);
  return events;
});

export function nothing(): CaseState {
  return emptyCase(NO, { id: '', version: '', bundleHash: '' });
}

export function stateAfter(events: readonly CaseEvent[], from: CaseState = nothing()): CaseState {
  return events.reduce(evolve, from);
}

/** Over the wire and back, as continue-as-new takes it. */
export function overTheWire<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

/** Throws when it is changed. */
export function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    Object.freeze(value);
    Object.values(value).forEach(frozen);
  }
  return value;
}
