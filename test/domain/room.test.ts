import fc from 'fast-check';
import { ANYTIME_ACTIONS } from '../../domain/actions';
import { bytesOf } from '../../domain/values/byte-size';
import { formatComplaintNumber } from '../../domain/values/complaint-number';
import { CORRECTIVE_ACTION } from '../../domain/linked-cases/corrective-action';
import type { Actor } from '../../domain/file/envelope';
import type { NewEvent } from '../../domain/file/stored-event';
import { evolve } from '../../domain/case/evolve';
import { INCIDENT } from '../../domain/linked-cases/incident';
import { MOST_MEMBERS } from '../../domain/linked-cases/incident/actions';
import type { Judgement } from '../../domain/case/judge-message';
import { judgeMessage } from '../../domain/case/judge-message';
import { nextInbound } from '../../domain/file/left-behind';
import type { CompiledPolicy } from '../../domain/policy/compiled';
import { judgeProceeding } from '../../domain/linked-cases/judge';
import { refusalOfRoom, ROOM_OF_CASE, ROOM_OF_PROCEEDING } from '../../domain/file/room';
import { sizeOf } from '../../domain/file/size-kept';
import type { CaseState, Task } from '../../domain/case/state';
import { emptyCase } from '../../domain/case/state';
import { both } from '../../domain/values/text';
import { asIfSealed } from '../support/sealed-data';
import { DATA, minute, NO, people, policy } from './case-lives';

const KIB = 1024;
const ref = { id: policy.id, version: policy.version, bundleHash: policy.bundleHash };
/** Allows everything that can be done at any time. */
const open = {
  ...policy,
  anytime: [...ANYTIME_ACTIONS.keys()],
  main: [...policy.main, { id: 'pay', stage: 'penalise', violations: { falseConfirmation: {} } }],
} as unknown as CompiledPolicy;
const owner = people.find(({ roles }) => roles.includes(policy.owner))!;
const long = (field: string, length = 40_000): string => asIfSealed(NO)('', field) + 'A'.repeat(length);

const recorded = happens(emptyCase(NO, ref), {
  type: 'ComplaintRecorded',
  data: { intake: { ...(DATA['absorb']!['intake'] as object), respondent: { persons: [] } }, policy: ref },
});

const judge = (state: CaseState, action: string, data: unknown, by: Actor = owner): Judgement =>
  judgeMessage({
    ...{ state, policy: open, action, busy: false, now: minute(0) },
    raw: { key: `key-${state.seq}-${action}`, by, via: 'api', data },
  });

/** The state after it, or the code of the refusal. */
function after(state: CaseState, action: string, data: unknown, by: Actor = owner): CaseState | string {
  const judged = judge(state, action, data, by);
  if (judged.verdict !== 'accept') return judged.verdict === 'refuse' ? judged.refusal.code : 'repeat';
  const { message, fingerprint } = judged;
  const cause = { action, key: message.key, via: message.via, fingerprint };
  const events = ANYTIME_ACTIONS.get(action)!.apply({ state, policy: open, message });
  return events.reduce(
    (now, event, i) => happens(now, { ...event, by, ...(i === 0 ? { cause } : {}) } as NewEvent),
    state,
  );
}

/** With clocks that pause. */
const clocked = Array.from({ length: 40 }, (_, i) => `clock${i}`).reduce(
  (state, clock) =>
    happens(state, {
      type: 'ClockStarted',
      data: { clock, startedAt: minute(0), pauses: true, dueAt: minute(60), explanation: {}, warnings: [] },
    }),
  recorded,
);

test('what a value takes is told as JSON has it, but for a comma, also after a part of it was exchanged', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
      const whole = { one, kept: { other }, none: undefined };
      const close = (value: object): void => {
        expect(sizeOf(value)).toBeGreaterThanOrEqual(bytesOf(value));
        expect(sizeOf(value)).toBeLessThanOrEqual(bytesOf(value) + JSON.stringify(value).split(/[{[]/).length);
      };
      close(whole);
      close({ ...whole, one: other });
    }),
  );
});

const REFERENCE = {
  ...{ title: long('absorb.references.title', 4_000), uri: long('absorb.references.uri', 60), at: minute(0) },
};

/** What is repeated: with which data, by whom, and what has to come before it can be again. */
const REPEATED: Record<string, { data?: (i: number) => object; then?: string; by?: (i: number) => Actor }> = {
  attach: { data: (i) => (i % 7 === 0 ? { ...DATA['attach'], title: long('attach.title') } : DATA['attach']!) },
  promise: {},
  pause: { then: 'resume' },
  recordCost: { data: () => ({ ...DATA['recordCost'], what: long('recordCost.what', 4_000) }) },
  reportViolation: { data: () => ({ ...DATA['reportViolation'], finding: long('reportViolation.finding', 4_000) }) },
  spotCheck: {},
  receiveMessage: {},
  absorb: {
    data: (i) => ({ ...DATA['absorb'], by: owner.id, from: numberOf(i), references: [REFERENCE] }),
    then: 'release',
    by: (i) => ({ id: numberOf(i), kind: 'service', roles: ['complaint'], departments: [] }),
  },
};

function numberOf(i: number): string {
  const bytes = Uint8Array.from({ length: 8 }, (_, place) => (i >> (8 * (7 - place))) & 255);
  return formatComplaintNumber('2026-09-30', bytes);
}

test('whatever can be repeated at any time either keeps nothing, or is refused once the file is full', () => {
  const keeping = [...ANYTIME_ACTIONS.values()].filter(({ keeps }) => keeps === 'more').map(({ name }) => name);
  expect(Object.keys(REPEATED).sort()).toEqual([...keeping, 'receiveMessage'].sort());
});

test.each(Object.keys(REPEATED))('%s grows a file up to its room and no further', (action) => {
  const { data = () => DATA[action]!, then, by = () => owner } = REPEATED[action]!;
  let state = clocked;
  for (let i = 0; ; i++) {
    if (i > 3_000) throw new Error(`still taken: ${sizeOf(state)} bytes`);
    const next = after(state, action, data(i), by(i));
    if (next === 'FileFull') break;
    if (typeof next === 'string') throw new Error(`${action} ${i}: ${next}`);
    state = next;
    if (then === undefined) {
      // What opens a task: as large as they come.
      if (['promise', 'spotCheck', 'receiveMessage'].includes(action))
        state = happens(state, { type: 'TaskOpened', data: { task: taskOf(`${action}.${i}/x/1/x`) } });
      continue;
    }
    const undone = after(state, then, action === 'absorb' ? { from: numberOf(i) } : DATA[then]!, by(i));
    if (typeof undone === 'string') throw new Error(`${then} ${i}: ${undone}`);
    state = undone;
  }
  expect(sizeOf(state)).toBeLessThan(ROOM_OF_CASE.forMore + 4 * KIB);
  expect(sizeOf(state)).toBeGreaterThan(ROOM_OF_CASE.forMore - 64 * KIB);
  // What ends it goes on, and what is said beside it is kept.
  expect(after(state, 'note', { text: long('note.text') })).toMatchObject({ notes: 1 });
  for (const ending of ['withdraw', 'declareMajor', 'merge'])
    expect(typeof after(state, ending, DATA[ending])).toBe('object');
  const asked = happens(state, {
    type: 'TaskOpened',
    data: { task: { ...taskOf('main/judge/1/judge'), actions: ['judge'] } },
  });
  expect(judge(asked, 'judge', { founded: true })).toMatchObject({ verdict: 'accept' });
});

test('a full file takes what brings it to its end in few words, however large it has become', () => {
  const large = { ...recorded, facts: Object.fromEntries(Array.from({ length: 30_000 }, (_, i) => [`f${i}`, i])) };
  const task = { ...taskOf('main/judge/1/judge'), actions: ['judge'] };
  const asked = happens(large, { type: 'TaskOpened', data: { task } });
  expect(sizeOf(asked)).toBeGreaterThan(ROOM_OF_CASE.forLong);
  const evidence = (length: number): string => asIfSealed(NO)('', 'judge.evidence') + 'A'.repeat(length);
  expect(judge(asked, 'judge', { founded: false, evidence: evidence(15_000) })).toMatchObject({ verdict: 'accept' });
  expect(judge(asked, 'judge', { founded: false, evidence: evidence(30_000) })).toMatchObject({
    refusal: { code: 'FileFull', wayOut: { en: expect.stringContaining('4,000 characters') as string } },
  });
  expect(judge(recorded, 'attach', DATA['attach'])).toMatchObject({ verdict: 'accept' });
});

test('more than a batch of the journal holds is refused as it comes, in any file', () => {
  const data = { text: 'x'.repeat(410 * KIB) };
  for (const keeps of ['nothing', 'more', undefined] as const)
    expect(refusalOfRoom({}, ROOM_OF_CASE, { keeps, data })).toMatchObject({
      ...{ code: 'Malformed', fields: [{ path: 'data', code: 'too_big' }] },
    });
});

test('messages that are taken up one by one never fill a case, and each has a number of its own', () => {
  let state = recorded;
  const numbers = new Set<number>();
  for (let i = 0; i < 400; i++) {
    numbers.add(nextInbound(state));
    const next = after(state, 'receiveMessage', DATA['receiveMessage']);
    if (typeof next === 'string') throw new Error(`${i}: ${next}`);
    state = heeded(next, next.inbound.at(-1)!.line);
  }
  expect(numbers.size).toBe(400);
  const { keys, ...rest } = state;
  expect(sizeOf(rest)).toBeLessThan(96 * KIB);
  expect(sizeOf(keys)).toBeLessThan(128 * KIB);
  expect(Object.keys(state.tasks).length).toBeLessThanOrEqual(101);
  // What is said last is known still.
  expect(state.inbound.at(-1)).toMatchObject({ line: 'inbound.400', heeded: true });
});

test('an incident with as many members as it may have, each told everything, keeps room for its answer', () => {
  const cases = Array.from({ length: MOST_MEMBERS }, (_, i) => numberOf(i));
  const by = { id: 'm', roles: ['handler'], departments: [] };
  const emitted = [
    {
      type: 'IncidentOpened',
      data: { policy: ref, rules: { handler: 'handler', approver: 'boss', warn: { tell: [] } } },
    },
    { type: 'MembersLinked', data: { cases, because: 'linked' } },
    ...(['join', 'findings', 'answer'] as const).map((what) => ({
      type: 'MembersTold',
      data: { what, version: 1, outcomes: Object.fromEntries(cases.map((no) => [no, 'ConflictOfInterest'])) },
    })),
  ];
  const no = 'M260930-4K7QMXD';
  let state = emitted.reduce(
    (now, event) => INCIDENT.evolve(now, { no, seq: now.seq + 1, at: minute(0), ...event }),
    INCIDENT.empty(no),
  );
  expect(sizeOf(state)).toBeLessThan(ROOM_OF_PROCEEDING.forMore);
  // Lists are what can be added without end.
  for (let i = 0; ; i++) {
    const raw = { key: `k${i}`, by, via: 'api', data: { list: `list-${i}`.padEnd(60, 'x'), total: 1_000 } };
    const judged = judgeProceeding(INCIDENT, state, 'listContacts', raw);
    if (judged.verdict !== 'accept') {
      expect(judged).toMatchObject({ refusal: { code: 'FileFull' } });
      break;
    }
    const { message, fingerprint, action } = judged;
    for (const event of action.apply({ state, message }))
      state = INCIDENT.evolve(state, {
        ...{ no, seq: state.seq + 1, at: minute(0), ...event, by },
        cause: { action: action.name, key: message.key, via: 'api', fingerprint },
      });
  }
  expect(sizeOf(state)).toBeLessThan(ROOM_OF_PROCEEDING.forMore + 4 * KIB);
  const close = { key: 'close', by, via: 'api', data: {} };
  expect(judgeProceeding(INCIDENT, state, 'close', close)).toMatchObject({ verdict: 'accept' });
});

test('a corrective action that is never effective is given up in the end, whatever was written in each round', () => {
  const no = 'A260930-4K7QMXD';
  const documents = Array.from({ length: 5 }, () => `sealed:v2:${no}:reportCompletion.documents:${'A'.repeat(30_000)}`);
  const rules = { overseer: 'boss', verifier: 'checker', overdue: [] };
  const start = [
    { type: 'CorrectiveActionOpened', data: { policy: ref, rules } },
    { type: 'MeasurePlanned', data: { origin: { cases: [] }, aim: 'corrective', what: 'x', owner: 'li' } },
  ];
  const grown = (now: ReturnType<typeof CORRECTIVE_ACTION.empty>, event: NewEvent) =>
    CORRECTIVE_ACTION.evolve(now, { no, seq: now.seq + 1, at: minute(0), ...event });
  let state = start.reduce(grown, CORRECTIVE_ACTION.empty(no));
  const report = (data: object) =>
    judgeProceeding(CORRECTIVE_ACTION, state, 'reportCompletion', {
      ...{ key: `k${state.seq}`, via: 'api', data, by: { id: 'li', roles: [], departments: [] } },
    });
  const evidence = `sealed:v2:${no}:reportCompletion.evidence:${'A'.repeat(60)}`;
  for (let round = 1; report({ evidence, documents }).verdict === 'accept'; round++) {
    expect(round).toBeLessThan(10);
    state = grown(state, { type: 'CompletionReported', data: { evidence, documents } });
    state = grown(state, { type: 'CorrectiveActionReopened', data: { round: round + 1 } });
  }
  expect(report({ evidence, documents })).toMatchObject({ refusal: { code: 'FileFull' } });
  expect(sizeOf(state)).toBeLessThan(ROOM_OF_PROCEEDING.forLong);
  expect(report({ evidence })).toMatchObject({ verdict: 'accept' });
});

function happens(state: CaseState, event: NewEvent): CaseState {
  return evolve(state, { no: NO, seq: state.seq + 1, at: minute(state.seq), ...event });
}

function taskOf(id: string): Task {
  return {
    ...{ id, title: both('待办', 'Task'), actions: ['heedMessage'], roles: [policy.owner], role: policy.owner },
    ...{ barred: [], openedAt: minute(0), dueAt: minute(10), rungs: [], status: 'open' },
    explanation: { why: 'x'.repeat(600) },
  };
}

/** The line that takes a message up, from its beginning to its end. */
function heeded(state: CaseState, line: string): CaseState {
  const place = `${line}/heed/1`;
  const task = `${place}/heed`;
  const key = `${NO}/${task}/told`;
  return [
    { type: 'LineStarted', data: { line, step: 'heed' } },
    { type: 'StepEntered', place, data: { line, step: 'heed', visit: 1 } },
    { type: 'TaskOpened', place, data: { task: taskOf(task) } },
    { type: 'EffectStarted', place, data: { key, activity: 'notifyStaff' } },
    { type: 'EffectSucceeded', place, data: { key, activity: 'notifyStaff' } },
    { type: 'TaskDone', place, data: { task, answer: { action: 'heedMessage', data: { comment: long('x') } } } },
    { type: 'MessageHeeded', place, data: { line } },
    { type: 'StepLeft', place, data: { line, step: 'heed' } },
    { type: 'LineEnded', place, data: { line } },
  ].reduce(happens, state);
}
