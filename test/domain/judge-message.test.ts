import fc from 'fast-check';
import { parseData } from '../../domain/actions/action-data';
import { ACTIONS, ANYTIME_ACTIONS } from '../../domain/actions';
import { personsOf } from '../../domain/file/envelope';
import { evolve } from '../../domain/case/evolve';
import type { Judgement } from '../../domain/case/judge-message';
import { judgeMessage, possibleActions } from '../../domain/case/judge-message';
import type { CaseState, Task } from '../../domain/case/state';
import { asIfSealed } from '../support/sealed-data';
import { actors, DATA, frozen, lives, minute, NO, people, policy, sealedElsewhere, stateAfter } from './case-lives';

/** Of each law; `REDRESS_RUNS=300` or more looks closer. */
const RUNS = Number(process.env['REDRESS_RUNS'] ?? '100');
const ALL = [...ACTIONS.keys()];
const actions = fc.constantFrom(...ALL);
const states: fc.Arbitrary<CaseState> = lives.map((events) => stateAfter(events));
const now = minute(10_000);

/** Messages from the right to the absurd. */
const raws = fc.oneof(
  fc.jsonValue(),
  fc.record({ key: fc.string(), by: actors, via: fc.constantFrom('api', 'temporal', 'x'), data: fc.jsonValue() }),
  fc.record({
    key: fc.constant('new'),
    by: actors,
    via: fc.constant('api'),
    data: fc.constantFrom(...Object.values(DATA)),
  }),
);

function judge(state: CaseState, action: string, raw: unknown, at?: string): Judgement {
  return judgeMessage({ state, policy, action, raw, busy: false, ...(at === undefined ? {} : { now: at }) });
}

test('every action of this table has data that fits it', () => {
  expect(Object.keys(DATA).sort()).toEqual([...ALL].sort());
});

test('whatever is sent, the answer is the same twice, nothing is changed and nothing is thrown', () => {
  fc.assert(
    fc.property(states, fc.oneof(actions, fc.string()), raws, (state, action, raw) => {
      const first = judge(frozen(state), action, frozen(raw), now);
      expect(judge(state, action, raw, now)).toEqual(first);
      if (first.verdict === 'refuse') expect(first.refusal.code).toMatch(/^[A-Z][A-Za-z]+$/);
    }),
    { numRuns: RUNS },
  );
});

test('what was accepted is answered as a repeat ever after, and its key is good for nothing else', () => {
  fc.assert(
    fc.property(lives, fc.nat(), (events, n) => {
      const caused = events.filter(({ cause }) => cause !== undefined);
      fc.pre(caused.length > 0);
      const { cause, by } = caused[n % caused.length]!;
      const state = stateAfter(events);
      const raw = { key: cause!.key, by: by!, via: cause!.via, data: DATA[cause!.action] };
      expect(judge(state, cause!.action, raw).verdict).toBe('repeat');
      for (const action of ALL.filter((name) => name !== cause!.action))
        expect(judge(state, action, { ...raw, data: DATA[action] })).toMatchObject({ refusal: { code: 'KeyReused' } });
      const other = { ...raw, data: { ...DATA[cause!.action], comment: 'something else' } };
      expect(judge(state, cause!.action, other)).toMatchObject({ refusal: { code: 'KeyReused' } });
    }),
  );
});

test('whoever is complained about may note and attach and nothing else, nor may their substitute', () => {
  fc.assert(
    fc.property(states, actions, actors, (state, action, by) => {
      fc.pre(personsOf(by).some((person) => state.respondents.includes(person)));
      fc.pre(!['note', 'attach'].includes(action));
      expect(judge(state, action, { key: 'new', by, via: 'api', data: DATA[action] }).verdict).toBe('refuse');
    }),
    { numRuns: RUNS },
  );
});

test('past the API only what the policy allows is accepted', () => {
  fc.assert(
    fc.property(states, actions, actors, (state, action, by) => {
      const judged = judge(state, action, { key: 'new', by, via: 'temporal', data: DATA[action] });
      if (judged.verdict === 'accept') expect(policy.viaTemporal).toContain(action);
    }),
    { numRuns: RUNS },
  );
});

test('a closed case accepts nothing', () => {
  fc.assert(
    fc.property(states, actions, actors, (state, action, by) => {
      const closed: CaseState = { ...state, status: 'closed' };
      expect(judge(closed, action, { key: 'new', by, via: 'api', data: DATA[action] }).verdict).toBe('refuse');
      expect(possibleActions(closed, policy, by)).toEqual([]);
    }),
  );
});

test('words are taken sealed for this very case or not at all', () => {
  const by = people[0]!;
  const state = stateAfter([]);
  for (const text of ['plain words', sealedElsewhere, `x ${sealedElsewhere}`, ''])
    expect(judge({ ...state, recordedAt: now }, 'note', { key: 'k', by, via: 'api', data: { text } })).toMatchObject({
      verdict: 'refuse',
      refusal: { code: 'Malformed', fields: [{ path: 'data.text' }] },
    });
});

test('a remedy says nothing about a person in clear, nor hides a number where it is plain', () => {
  const action = ACTIONS.get('propose')!;
  const remedyOf = (params: object, kind = 'refund') =>
    parseData(action, NO, { options: [{ remedies: [{ kind, params }] }] });
  const account = asIfSealed(NO)('', 'propose.options.remedies.params.account');
  expect(remedyOf({ to: 'account', amountFen: 39_900, account }).success).toBe(true);
  expect(remedyOf({ where: 'withUs', costFen: 10_000_000_000, returnsOld: true }, 'repair').success).toBe(true);
  for (const unfit of [
    { to: 'account', amountFen: 1, account: '6222020012345678901' },
    { to: 'account', amountFen: 1, account: '' },
    { account: `x ${account}` },
    { to: account },
    { item: '机油保养' },
    { amountFen: 13_800_138_000 },
    { amountFen: -13_800_138_000 },
    { '13800138000': true },
    { to: { name: 'Wang Wei' } },
    { more: ['a', ['138-0013-8000']] },
  ])
    expect([unfit, remedyOf(unfit).success]).toEqual([unfit, false]);
  expect(remedyOf({}, 'T13800138000').success).toBe(false);
});

test('what was done in an incident was done by both, who acted and in whose place, and is refused if either is complained about', () => {
  const incident = 'M260930-4K7QMXJ';
  const by = { id: incident, kind: 'service' as const, roles: ['incident'], departments: [] };
  const proposal = { by: 'a', byFor: 'b', approvedBy: 'c', approvedByFor: 'd', options: [] };
  const findings = { by: 'e', byFor: 'f', cause: asIfSealed(NO)('', 'adoptAnswer.findings.cause'), persons: [] };
  const opened: CaseState = {
    ...stateAfter([]),
    recordedAt: now,
    status: 'open',
    incident: { no: incident, since: now },
  };
  const event = {
    no: NO,
    seq: opened.seq + 1,
    at: now,
    type: 'AnswerAdopted',
    by,
    data: { incident, findings, proposal },
  };
  const { did } = evolve(opened, event);
  expect([did['submitFindings'], did['propose'], did['approve']].map((one) => [one?.all, one?.last])).toEqual([
    [
      ['e', 'f'],
      ['e', 'f'],
    ],
    [
      ['a', 'b'],
      ['a', 'b'],
    ],
    [
      ['c', 'd'],
      ['c', 'd'],
    ],
  ]);
  const message = { key: 'k', via: 'api' as const, by, data: { incident, findings } };
  const refusalAmong = (respondents: string[]) =>
    ACTIONS.get('adoptAnswer')?.refuse?.({
      state: { ...opened, respondents },
      policy,
      message,
      firstAt: () => undefined,
    });
  expect(refusalAmong(['g'])).toBeUndefined();
  for (const id of ['e', 'f']) expect(refusalAmong([id])).toMatchObject({ code: 'ConflictOfInterest' });
});

test('a time can be promised only ahead, where the clock may be asked', () => {
  const by = people[0]!;
  const state: CaseState = { ...stateAfter([]), recordedAt: minute(0), status: 'open' };
  const raw = { key: 'k', by, via: 'api', data: { at: minute(5) } };
  expect(judge(state, 'promise', raw, minute(4)).verdict).toBe('accept');
  expect(judge(state, 'promise', raw, minute(5))).toMatchObject({ refusal: { code: 'InThePast' } });
  // A replay must come to the same judgement, so there the clock is not asked.
  expect(judge(state, 'promise', raw).verdict).toBe('accept');
});

test('the head of the department complained about does not approve, another head of a department may', () => {
  const task: Task = {
    ...{ id: 'main/approve/1/approval-1', title: { zh: '审批', en: 'Approve' }, actions: ['approve', 'reject'] },
    ...{
      roles: ['departmentHead'],
      role: 'departmentHead',
      barred: [],
      openedAt: minute(1),
      rungs: [],
      status: 'open',
    },
  };
  const [recorded] = fc.sample(lives, 1)[0] ?? [];
  const state = stateAfter(recorded === undefined ? [] : [recorded]);
  const intake = { ...state.intake!, respondent: { persons: [], department: 'quality' } };
  const judged = (id: string): Judgement =>
    judge({ ...state, intake, tasks: { [task.id]: task } }, 'approve', {
      ...{ key: 'new', via: 'api', data: {} },
      by: people.find((person) => person.id === id),
    });
  expect(judged('departmentHead-quality')).toMatchObject({ refusal: { code: 'ConflictOfInterest' } });
  expect(judged('departmentHead-sales').verdict).toBe('accept');
});

test('an answered case is reopened as often as the policy allows and no more', () => {
  const by = people[0]!;
  const state: CaseState = { ...stateAfter([]), recordedAt: minute(0), status: 'resolved' };
  const judged = (round: number): Judgement =>
    judge({ ...state, round }, 'reopen', { key: 'new', by, via: 'api', data: DATA['reopen'] });
  expect(judged(policy.reopening.atMost).verdict).toBe('accept');
  expect(judged(policy.reopening.atMost + 1)).toMatchObject({ refusal: { code: 'NotOpenForReopening' } });
});

test('what is said to be possible is not refused on account of the person', () => {
  const ABOUT_PERSONS = ['WrongRole', 'WrongDepartment', 'NotTheAssignee', 'ConflictOfInterest', 'NotAllowedByPolicy'];
  fc.assert(
    fc.property(states, actors, (state, by) => {
      for (const { action, task, refusal } of possibleActions(state, policy, by)) {
        // Which of the open tasks is meant stands in their data.
        if (['reassign', 'escalate'].includes(action.name)) continue;
        const raw = {
          ...{ key: 'new', by, via: 'api', data: DATA[action.name] },
          ...(task === undefined ? {} : { task: task.id }),
        };
        const judged = judge(state, action.name, raw);
        const code = judged.verdict === 'refuse' ? judged.refusal.code : 'none';
        if (refusal === undefined) expect(ABOUT_PERSONS).not.toContain(code);
        else expect(code).toBe(refusal.code);
      }
    }),
    { numRuns: RUNS },
  );
});

test('what is accepted for no task is an action at any time, and the others have their task', () => {
  fc.assert(
    fc.property(states, actions, actors, (state, action, by) => {
      const judged = judge(state, action, { key: 'new', by, via: 'api', data: DATA[action] });
      if (judged.verdict !== 'accept') return;
      expect(judged.task === undefined).toBe(ANYTIME_ACTIONS.has(action));
      if (judged.task !== undefined) expect(judged.task).toMatchObject({ status: 'open', actions: [action] });
    }),
    { numRuns: RUNS },
  );
});
