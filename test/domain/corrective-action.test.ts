import fc from 'fast-check';
import { CORRECTIVE_ACTION } from '../../domain/linked-cases/corrective-action';
import { daysToCompare, effectOf, figuresOf } from '../../domain/linked-cases/corrective-action/effect';
import type { CorrectiveActionState } from '../../domain/linked-cases/corrective-action/state';
import { currentRound } from '../../domain/linked-cases/corrective-action/state';
import type { Actor } from '../../domain/file/envelope';
import { personsOf } from '../../domain/file/envelope';
import { localDateOf } from '../../domain/time/local-time';
import { judgeProceeding, possibleIn } from '../../domain/linked-cases/judge';
import { waitsOf } from '../../domain/linked-cases/waits';
import { SYSTEM_ROLE } from '../../domain/linked-cases/system';
import { asIfSealed } from '../support/sealed-data';

const NO = 'A260930-4K7QMXJ';
const AT = '2026-09-30T01:00:00.000Z';
const sealedFor = (field: string): string => asIfSealed(NO)('', field);
const sealed = sealedFor('plan.what');
const OPENING = {
  policy: { id: 'improving', version: '1.0.0', bundleHash: '' },
  rules: {
    ...{ overseer: 'overseer', verifier: 'verifier', overdue: [], template: 'correctiveAction' },
    ...{ verify: { overdue: [] }, assess: { overdue: [] }, watch: { duration: 'P30D', counting: 'clock' } },
  },
};
/** Everybody holds every role: what is refused is refused for who they are. */
const person = (id: string): Actor => ({ id, roles: ['overseer', 'verifier'], departments: [] });
const system: Actor = { id: NO, roles: [SYSTEM_ROLE], departments: [] };
const PEOPLE = ['an', 'bo', 'chen', 'ding'];
const NAMED = Object.fromEntries(PEOPLE.map((id) => [id, { roles: [], departments: [], active: true }]));

type Move = { do: 'act'; action: string; by: string; data: object; key: number } | { do: 'time' };
const who = fc.constantFrom(...PEOPLE);
const key = fc.nat(30);
const acting = (action: string, data: fc.Arbitrary<object>): fc.Arbitrary<Move> =>
  fc.record({ do: fc.constant('act' as const), action: fc.constant(action), by: who, data, key });
const moves: fc.Arbitrary<Move> = fc.oneof(
  acting('nameOwner', fc.record({ owner: who })),
  acting('nameOwner', fc.record({ owner: who, dueAt: fc.constant('2026-12-01T08:00:00+08:00') })),
  acting(
    'changeDueTime',
    fc.constant({ dueAt: '2026-12-01T08:00:00+08:00', reason: sealedFor('changeDueTime.reason') }),
  ),
  acting('reportCompletion', fc.constant({ evidence: sealedFor('reportCompletion.evidence') })),
  acting('verify', fc.constant({})),
  acting('sendBack', fc.constant({ reason: sealedFor('sendBack.reason') })),
  acting('assess', fc.record({ effective: fc.boolean(), finding: fc.constant(sealedFor('assess.finding')) })),
  acting('giveUp', fc.constant({ reason: sealedFor('giveUp.reason') })),
  { arbitrary: fc.record({ do: fc.constant('time' as const) }), weight: 4 },
);

/** A corrective action as its workflow would lead it. */
class Life {
  state: CorrectiveActionState = CORRECTIVE_ACTION.empty(NO);
  readonly accepted: { action: string; by: string; owner: string | undefined; had: string[]; data: object }[] = [];
  /** Everybody who has had it or reported it done in the round under way, as this test sees it. */
  private had = new Set(['an']);

  constructor() {
    this.emit('CorrectiveActionOpened', OPENING);
    const data = { origin: { cases: [] }, aim: 'corrective', what: sealed, owner: 'an' };
    this.act({ action: 'plan', by: system, data, key: 'plan' });
  }

  make(move: Move): string {
    if (move.do === 'act') return this.act({ ...move, by: person(move.by), key: String(move.key) });
    if (this.state.phase === 'watch') this.emit('WatchEnded', {});
    else if (this.state.phase === 'count') this.emit('EffectCounted', { days: 1 });
    return 'passed';
  }

  act({ action, by, data, key: one }: { action: string; by: Actor; data: object; key: string }): string {
    const owner = this.state.owner;
    const had = [...this.had];
    const rounds = this.state.rounds.length;
    const judged = judgeProceeding(CORRECTIVE_ACTION, this.state, action, {
      ...{ key: `${action}-${by.id}-${one}`, via: 'api', by, data, at: AT, named: NAMED },
    });
    if (judged.verdict !== 'accept') return judged.verdict;
    const cause = { key: judged.message.key, action, via: 'api' as const, fingerprint: judged.fingerprint };
    for (const [i, event] of judged.action.apply({ state: this.state, message: judged.message }).entries())
      this.emit(event.type, event.data, { by, ...(i === 0 ? { cause } : {}) });
    this.accepted.push({ action, by: by.id, owner, had, data });
    if (this.state.rounds.length > rounds) this.had = new Set();
    if (action === 'reportCompletion') for (const id of personsOf(by)) this.had.add(id);
    if (this.state.owner !== undefined) this.had.add(this.state.owner);
    return 'accept';
  }

  private emit(type: string, data: object, more: object = {}): void {
    const event = { no: NO, seq: this.state.seq + 1, at: AT, type, data: { ...data }, ...more };
    this.state = CORRECTIVE_ACTION.evolve(this.state, event);
  }
}

describe('a corrective action, whatever people try', () => {
  const lives = (check: (life: Life, list: Move[]) => void): void =>
    fc.assert(
      fc.property(fc.array(moves, { maxLength: 60 }), (list) => {
        const life = new Life();
        for (const move of list) life.make(move);
        check(life, list);
      }),
      { numRuns: 500 },
    );

  test('is never verified, sent back, assessed, put off or given up by whoever had it or reported it done in the round', () => {
    lives(({ accepted }) => {
      for (const { action, by, owner, had, data } of accepted)
        if (['verify', 'sendBack', 'assess', 'changeDueTime', 'giveUp'].includes(action)) expect(had).not.toContain(by);
        else if (action === 'reportCompletion') expect(by).toBe(owner);
        else if (action === 'nameOwner' && 'dueAt' in data) expect(had).not.toContain(by);
        else if (action === 'nameOwner') expect(by).not.toBe(owner);
    });
  });

  test('is handed on by nobody for the owner, and judged by neither of the two who reported it', () => {
    const life = new Life();
    const forAn = { ...person('bo'), for: 'an' };
    const evidence = sealedFor('reportCompletion.evidence');
    expect(life.act({ action: 'nameOwner', by: forAn, data: { owner: 'chen' }, key: '1' })).toBe('refuse');
    expect(life.act({ action: 'reportCompletion', by: forAn, data: { evidence }, key: '2' })).toBe('accept');
    for (const id of ['an', 'bo'])
      expect(life.act({ action: 'verify', by: person(id), data: {}, key: '3' })).toBe('refuse');
    expect(life.act({ action: 'verify', by: person('chen'), data: {}, key: '4' })).toBe('accept');
  });

  test.each([
    ['who has left', { bo: { roles: [], departments: [], active: false } }],
    ['whom nobody knows', {}],
  ])('is not given to somebody %s', (_, named) => {
    const judged = judgeProceeding(CORRECTIVE_ACTION, new Life().state, 'nameOwner', {
      ...{ key: 'k', via: 'api', by: person('chen'), data: { owner: 'bo' }, at: AT, named },
    });
    expect(judged).toMatchObject({ verdict: 'refuse', refusal: { code: 'NotActive' } });
  });

  test('closes as effective only after it was done, verified, counted and found so, all in its last round', () => {
    lives(({ state }) => {
      for (const { assessed } of state.rounds.slice(0, -1)) expect(assessed?.effective).toBe(false);
      for (const round of state.rounds)
        if (round.assessed !== undefined)
          expect(Object.keys(round)).toEqual(expect.arrayContaining(['completed', 'verified', 'effect']));
      expect(state.outcome === 'effective').toBe(currentRound(state).assessed?.effective === true);
      expect(state.status === 'closed').toBe(state.outcome !== undefined);
    });
  });

  test('takes a message sent again at once as the same', () => {
    lives(({ state }, list) => {
      const twice = new Life();
      for (const move of list) {
        twice.make(move);
        if (move.do === 'act') expect(['repeat', 'refuse']).toContain(twice.make(move));
      }
      expect(twice.state).toEqual(state);
    });
  });

  test('once closed, leaves nothing to do and nothing due', () => {
    lives(({ state }) => {
      if (state.status !== 'closed') return;
      expect(state.dues).toEqual({});
      expect(PEOPLE.flatMap((id) => possibleIn(CORRECTIVE_ACTION, state, person(id))).every((one) => one.refusal)).toBe(
        true,
      );
    });
  });
});

describe('the days that are compared', () => {
  const instant = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2027, 0, 1) });
  const span = fc.integer({ min: 0, max: 120 * 86_400_000 });

  test('are equally many before the opening and after the verification, never overlap, and have ended', () => {
    fc.assert(
      fc.property(
        instant,
        span,
        span,
        fc.constantFrom('Asia/Shanghai', 'UTC', 'America/New_York'),
        (from, a, b, zone) => {
          const [openedAt, verifiedAt, at] = [from, from + a, from + a + b].map((ms) => new Date(ms).toISOString());
          const { days, before, after } = daysToCompare(
            { openedAt: openedAt!, verifiedAt: verifiedAt!, at: at! },
            zone,
          );
          const length = ({ from: first, to }: { from: string; to: string }) =>
            (Date.parse(to) - Date.parse(first)) / 86_400_000 + 1;
          expect([length(before), length(after)]).toEqual([days, days]);
          expect(before.to < after.from).toBe(true);
          expect(days === 1 || after.to < localDateOf(Date.parse(at!), zone)).toBe(true);
        },
      ),
    );
  });

  test('are counted by category with what lies within it, and beside it in all', () => {
    const counter = (day: string, dimension: string, value: string, received: number, founded = 0) => ({
      ...{ policy: 'p', day, dimension, value, counts: { received, founded } },
    });
    const counters = [
      counter('2026-09-01', '', '', 9, 4),
      counter('2026-09-01', 'category', 'queue', 6, 3),
      counter('2026-09-01', 'category', 'price', 3, 1),
      counter('2026-09-02', 'category', 'queue', 100),
    ];
    const day = { from: '2026-09-01', to: '2026-09-01' };
    expect(figuresOf(day, counters, ['queue'])).toEqual({ ...day, received: 6, receivedInAll: 9, founded: 3 });
    expect(figuresOf(day, counters, ['queue', 'price'])).toEqual({ ...day, received: 9, receivedInAll: 9, founded: 4 });
    expect(figuresOf(day, counters, undefined)).toEqual({ ...day, received: 9, receivedInAll: 9, founded: 4 });
    const [was, is] = [figuresOf(day, counters, ['queue']), figuresOf(day, counters, ['price'])];
    expect(effectOf(1, was, is).changePercent).toBe(-50);
    expect(effectOf(1, { ...was, received: 0 }, is)).not.toHaveProperty('changePercent');
  });
});

describe('a wait that a vacant post or its ladder has brought to another role', () => {
  const setOf = (due: string, more: object) => ({ due, title: { zh: '待办', en: 'Task' }, rungs: [], ...more });
  const after = (...events: [string, object][]): CorrectiveActionState =>
    [
      ['CorrectiveActionOpened', OPENING] as const,
      ['MeasurePlanned', { origin: { cases: [] }, aim: 'corrective', what: sealed, owner: 'an' }] as const,
      ...events,
    ].reduce(
      (state, [type, data], i) =>
        CORRECTIVE_ACTION.evolve(state, { no: NO, seq: i + 1, at: AT, type, data: { ...data } }),
      CORRECTIVE_ACTION.empty(NO),
    );
  const chief: Actor = { id: 'di', roles: ['chief'], departments: [] };
  const mayOf = (state: CorrectiveActionState, by: Actor): string[] =>
    possibleIn(CORRECTIVE_ACTION, state, by).flatMap(({ action, refusal }) =>
      refusal === undefined ? action.name : [],
    );

  test('can be ended by that role, and is listed for it', () => {
    const state = after(['CompletionReported', { evidence: sealed }], ['DueSet', setOf('verify', { role: 'chief' })]);
    expect(mayOf(state, chief)).toEqual(['verify', 'sendBack']);
    expect(waitsOf(CORRECTIVE_ACTION, state)).toEqual([
      expect.objectContaining({
        id: 'verify',
        openTo: ['verifier', 'chief'],
        closedTo: expect.arrayContaining(['an']),
        openedAt: AT,
      }),
    ]);
  });

  test('stays its owner’s where it is one person’s', () => {
    const state = after(['DueSet', setOf('carryOut', { role: 'chief', person: 'an' })]);
    expect(mayOf(state, chief)).toEqual([]);
    expect(waitsOf(CORRECTIVE_ACTION, state)).toMatchObject([{ assignee: 'an', openTo: [] }]);
  });

  test('without an owner asks for one to be named', () => {
    const unowned = { ...after(['DueSet', setOf('carryOut', { role: 'chief' })]), owner: undefined };
    expect(mayOf(unowned, chief)).toEqual(['nameOwner']);
    expect(waitsOf(CORRECTIVE_ACTION, unowned)).toMatchObject([
      { actions: ['nameOwner'], openTo: ['overseer', 'chief'] },
    ]);
  });

  test('is no more once it is closed', () => {
    const open = after(['DueSet', setOf('carryOut', { role: 'overseer', person: 'an' })]);
    expect(waitsOf(CORRECTIVE_ACTION, { ...open, status: 'closed' })).toEqual([]);
  });
});
