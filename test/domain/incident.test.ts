import fc from 'fast-check';
import { INCIDENT } from '../../domain/linked-cases/incident';
import { withinWindow } from '../../domain/linked-cases/incident/likeness';
import type { IncidentState } from '../../domain/linked-cases/incident/state';
import { nextTelling } from '../../domain/linked-cases/incident/state';
import type { Actor } from '../../domain/file/envelope';
import { judgeProceeding } from '../../domain/linked-cases/judge';
import { formatComplaintNumber, kindOfNumber } from '../../domain/values/complaint-number';

const NO = 'M260930-4K7QMXJ';
const manager: Actor = { id: 'ma', roles: ['complaintsManager'], departments: [] };
const system: Actor = { id: NO, roles: ['system'], departments: [] };
const CASES = [1, 2, 3, 4, 5].map((n) => formatComplaintNumber('2026-09-30', new Uint8Array(8).fill(n)));
const OPENING = {
  policy: { id: 'batch', version: '1.0.0', bundleHash: '' },
  rules: { handler: 'complaintsManager', approver: 'generalManager', overdue: [], warn: { tell: [], by: ['email'] } },
};

type Move =
  | { action: 'link' | 'linkAlike'; cases: string[]; key: number }
  | { action: 'unlink'; case: string; key: number }
  | { action: 'hear' };
const someCases = fc.subarray(CASES, { minLength: 1 });
const key = fc.nat(12);
const moves: fc.Arbitrary<Move> = fc.oneof(
  fc.record({ action: fc.constantFrom('link' as const, 'linkAlike' as const), cases: someCases, key }),
  fc.record({ action: fc.constant('unlink' as const), case: fc.constantFrom(...CASES), key }),
  fc.record({ action: fc.constant('hear' as const) }),
);

/** An incident, and what its members have been told: `join` and `leave` in the order in which they heard them. */
class Life {
  state: IncidentState = this.fold(INCIDENT.empty(NO), 'IncidentOpened', OPENING);
  readonly heard = new Map<string, string[]>();
  readonly keys: string[] = [];

  private fold(state: IncidentState, type: string, data: object, cause?: object): IncidentState {
    const at = '2026-09-30T01:00:00.000Z';
    return INCIDENT.evolve(state, { no: NO, seq: state.seq + 1, at, type, data: { ...data }, ...cause });
  }

  make(move: Move): string {
    if (move.action === 'hear') return this.hear();
    const { action, key: number, ...data } = move;
    const message = {
      ...{ key: `${action}-${number}`, via: 'api' },
      by: action === 'linkAlike' ? system : manager,
      data: action === 'linkAlike' ? { ...data, rule: 'sameBatch' } : data,
    };
    const judged = judgeProceeding(INCIDENT, this.state, action, message);
    if (judged.verdict !== 'accept') return judged.verdict;
    const cause = { key: message.key, action, via: 'api', fingerprint: judged.fingerprint };
    for (const [i, event] of judged.action.apply({ state: this.state, message: judged.message }).entries())
      this.state = this.fold(this.state, event.type, event.data, i === 0 ? { cause } : {});
    return 'accept';
  }

  /** The next word reaches those whom it is for, as the workflow sends it. */
  private hear(): string {
    const telling = nextTelling(this.state);
    if (telling === undefined) return 'nothing';
    const { what, version, cases } = telling;
    for (const no of cases) {
      this.heard.set(no, [...(this.heard.get(no) ?? []), what]);
      this.keys.push(`${no}/${what}/${this.state.members[no]?.times}.${version}`);
    }
    const outcomes = Object.fromEntries(cases.map((no) => [no, 'taken']));
    this.state = this.fold(this.state, 'MembersTold', { what, version, outcomes });
    return 'told';
  }
}

describe('membership of an incident', () => {
  test('whatever is linked, unlinked and repeated, and whenever they hear it: members know that they are, others that they are not', () => {
    fc.assert(
      fc.property(fc.array(moves, { maxLength: 40 }), (list) => {
        const life = new Life();
        for (const move of list) life.make(move);
        while (life.make({ action: 'hear' }) === 'told');
        for (const no of CASES) {
          const words = life.heard.get(no) ?? [];
          // Never told twice in a row that it belongs or does not: join, leave, join …
          expect(words).toEqual(words.map((_, i) => (i % 2 === 0 ? 'join' : 'leave')));
          expect(words.at(-1) === 'join').toBe(life.state.members[no]?.status === 'member');
        }
        // No word is sent under the key of another.
        expect(new Set(life.keys).size).toBe(life.keys.length);
      }),
    );
  });

  test('a message sent again at once changes nothing', () => {
    fc.assert(
      fc.property(fc.array(moves, { maxLength: 25 }), (list) => {
        const [once, twice] = [new Life(), new Life()];
        for (const move of list) {
          once.make(move);
          twice.make(move);
          if (move.action !== 'hear') twice.make(move);
        }
        expect(twice.state).toEqual(once.state);
      }),
    );
  });

  test('in whatever order and in however many messages complaints are linked, the members are the same', () => {
    fc.assert(
      fc.property(fc.array(someCases, { minLength: 1, maxLength: 6 }), (groups) => {
        const [forth, back] = [new Life(), new Life()];
        for (const [i, cases] of groups.entries()) forth.make({ action: 'link', cases, key: i });
        for (const [i, cases] of [...groups].reverse().entries()) back.make({ action: 'link', cases, key: i });
        expect(Object.keys(forth.state.members).sort()).toEqual(Object.keys(back.state.members).sort());
        expect(Object.keys(forth.state.members).sort()).toEqual([...new Set(groups.flat())].sort());
      }),
    );
  });

  test('whoever was taken out by hand is not put back by a rule', () => {
    const life = new Life();
    const [first = ''] = CASES;
    life.make({ action: 'link', cases: [first], key: 1 });
    life.make({ action: 'unlink', case: first, key: 1 });
    expect(life.make({ action: 'linkAlike', cases: [first], key: 1 })).toBe('refuse');
    expect(life.make({ action: 'link', cases: [first], key: 2 })).toBe('accept');
  });

  test('what is no complaint is no member', () => {
    expect(kindOfNumber(NO)).toBe('incident');
    expect(new Life().make({ action: 'link', cases: [NO], key: 1 })).toBe('refuse');
  });
});

describe('who stands in for a colleague, in an incident', () => {
  const answerOf = (by: Actor) => ({ type: 'AnswerProposed', by, data: { options: [], reason: 'x' } });
  const boss: Actor = { id: 'boss', roles: ['generalManager'], departments: [] };
  const forBoss: Actor = { ...boss, id: 'sub', for: 'boss' };
  const after = (...events: { type: string; by?: Actor; data: object }[]): IncidentState =>
    [{ type: 'IncidentOpened', data: OPENING }, ...events].reduce(
      (state, { data, ...event }) =>
        INCIDENT.evolve(state, {
          ...{ no: NO, seq: state.seq + 1, at: '2026-09-30T01:00:00.000Z', data: { ...data } },
          ...event,
        }),
      INCIDENT.empty(NO),
    );
  const approvedBy = (state: IncidentState, by: Actor) =>
    judgeProceeding(INCIDENT, state, 'approve', { key: 'k', via: 'api', by, data: {} });
  const priced = { type: 'AnswerPriced', data: { costFen: 1 } };

  test.each([
    ['proposed in their place', forBoss, boss],
    ['proposed, and who now stands in', { ...boss, id: 'sub' }, forBoss],
    ['proposed in their place, and theirs now again', forBoss, forBoss],
  ])('nobody approves what was %s', (_, proposer, approver) => {
    const judged = approvedBy(after(answerOf(proposer), priced), approver);
    expect(judged).toMatchObject({ verdict: 'refuse', refusal: { code: 'SamePersonTwice' } });
  });

  test('somebody else approves it, and both of each pair reach the members', () => {
    const chief: Actor = { id: 'chief', roles: ['generalManager'], departments: [] };
    expect(approvedBy(after(answerOf(forBoss), priced), chief).verdict).toBe('accept');
    const state = after(
      { type: 'IncidentInvestigated', by: forBoss, data: { cause: 'x', persons: [] } },
      answerOf(forBoss),
      priced,
      { type: 'AnswerApproved', by: { ...chief, for: 'head' }, data: {} },
    );
    expect(state.findings).toMatchObject({ by: 'sub', byFor: 'boss' });
    expect(state.answer).toMatchObject({ by: 'sub', byFor: 'boss', approvedBy: 'chief', approvedByFor: 'head' });
  });
});

test('counting alike: nobody counts twice, and what is older than the window does not count', () => {
  const entries = fc.array(fc.record({ no: fc.constantFrom(...CASES), at: fc.nat(1_000) }), { maxLength: 30 });
  fc.assert(
    fc.property(entries, fc.integer({ min: 1, max: 500 }), (list, windowMs) => {
      let counted: { no: string; at: number }[] = [];
      for (const now of [...list].sort((a, b) => a.at - b.at)) {
        counted = withinWindow(counted, now, windowMs);
        expect(new Set(counted.map(({ no }) => no)).size).toBe(counted.length);
        expect(counted.every(({ at }) => at > now.at - windowMs && at <= now.at)).toBe(true);
      }
    }),
  );
});
