import { formatComplaintNumber } from '../../domain/values/complaint-number';
import { CORRECTIVE_ACTION } from '../../domain/linked-cases/corrective-action';
import { INCIDENT } from '../../domain/linked-cases/incident';
import type { IncidentState } from '../../domain/linked-cases/incident/state';
import { commonPath, isHeldAt, placesWithin, reachOfPosts } from '../../domain/values/place';
import type { Place } from '../../domain/values/place';
import { judgeProceeding } from '../../domain/linked-cases/judge';
import { contributionOf, standingOf, withoutPlaces } from '../../domain/reports/contribution';
import type { Mark } from '../../domain/reports/mark';
import { placeOfIntake } from '../../api/case/place-of-intake';
import { Problem } from '../../api/problem';
import { allPolicies } from '../support/policies';
import { asIfSealed, sealedData } from '../support/sealed-data';

/** Words sealed for the action of a proceeding. */
function sealed(
  { actions }: { actions: ReadonlyMap<string, Parameters<typeof sealedData>[0]> },
  no: string,
  action: string,
  data: unknown,
): unknown {
  return sealedData(actions.get(action)!, data, asIfSealed(no)).data;
}

const title = { zh: '店', en: 'store' };
const TREE = new Map(
  (
    [
      { id: 'hq', kind: 'headquarters', title },
      { id: 'north', kind: 'region', title, within: 'hq' },
      { id: 'a', kind: 'store', title, within: 'north' },
      { id: 'b', kind: 'store', title, within: 'hq' },
      { id: 'b-till', kind: 'counter', title, within: 'b' },
    ] as Place[]
  ).map((place) => [place.id, place]),
);

describe('the tree', () => {
  test('what lies within a place, and what figures are of', () => {
    expect(placesWithin(TREE, ['north'])).toEqual(['north', 'a']);
    expect(reachOfPosts(TREE, ['hq'])).toBeUndefined();
    expect(reachOfPosts(new Map(), [])).toBeUndefined();
    expect(reachOfPosts(TREE, ['b'])).toEqual({ places: ['b', 'b-till'], withNone: true });
    expect(reachOfPosts(TREE, [])).toEqual({ places: [], withNone: true });
  });

  test('what several paths have in common', () => {
    expect(
      commonPath([
        ['hq', 'north', 'a'],
        ['hq', 'b'],
      ]),
    ).toEqual(['hq']);
    expect(commonPath([['hq', 'b']])).toEqual(['hq', 'b']);
    expect(
      commonPath([
        ['hq', 'b'],
        ['hq', 'b', 'b-till'],
      ]),
    ).toEqual(['hq', 'b']);
    expect(commonPath([['hq'], ['other']])).toBeUndefined();
    expect(commonPath([])).toBeUndefined();
    expect(isHeldAt(['north'], ['hq', 'north', 'a'])).toBe(true);
  });
});

describe('where a new case belongs', () => {
  const supermarket = allPolicies().get('supermarket')!;
  const enterprise = allPolicies().get('enterprise-eight-step')!;

  test('the receiver’s own store, or the one named that they stand above', () => {
    expect(placeOfIntake(TREE, supermarket, { places: ['a'] }, undefined)).toEqual({
      places: ['hq', 'north', 'a'],
      errors: [],
    });
    expect(placeOfIntake(TREE, supermarket, { places: ['north'] }, 'a').places).toEqual(['hq', 'north', 'a']);
    // A post at headquarters or at a counter is at no store, so it has to be said.
    for (const post of ['hq', 'b-till'])
      expect(placeOfIntake(TREE, supermarket, { places: [post] }, undefined).errors).toMatchObject([
        { field: 'place', code: 'required' },
      ]);
    expect(() => placeOfIntake(TREE, supermarket, { places: ['b-till'] }, 'b')).toThrow(Problem);
    expect(() => placeOfIntake(TREE, supermarket, {}, 'b')).toThrow(Problem);
  });

  test('a policy without places takes any that is there, and asks for none', () => {
    expect(placeOfIntake(TREE, enterprise, {}, undefined)).toEqual({ errors: [] });
    expect(placeOfIntake(TREE, enterprise, { places: ['north'] }, 'north').places).toEqual(['hq', 'north']);
    expect(placeOfIntake(TREE, enterprise, { places: ['north'] }, 'nowhere').errors).toHaveLength(1);
  });

  test('a house without places can register nothing under a policy that asks for one', () => {
    expect(placeOfIntake(new Map(), supermarket, {}, undefined).errors).toHaveLength(1);
  });
});

describe('an incident over several places', () => {
  const [A, B] = [1, 2].map((n) => formatComplaintNumber('2026-09-30', Buffer.alloc(8, n))) as [string, string];
  const rules = allPolicies().get('batch')!.policy.incidents!;
  const state: IncidentState = { ...INCIDENT.empty('M260930-0000000'), status: 'open', rules };
  const paths = { [A]: ['hq', 'a'], [B]: ['hq', 'b'] };
  const judged = (from: IncidentState, action: string, places: string[], data: unknown, more: object = {}) => {
    const by = { id: 'x', roles: [rules.handler, rules.approver], departments: [], places };
    const raw = { key: 'k', by, via: 'api', data: sealed(INCIDENT, from.no, action, data), ...more };
    const judgement = judgeProceeding(INCIDENT, from, action, raw);
    return judgement.verdict === 'refuse' ? judgement.refusal.code : judgement.verdict;
  };
  const after = (from: IncidentState, type: string, data: Record<string, unknown>): IncidentState =>
    INCIDENT.evolve(from, { no: from.no, seq: from.seq + 1, at: '2026-09-30T01:00:00.000Z', type, data });

  test('is nobody’s of one place alone, once it has members of two', () => {
    const one = after(state, 'MembersLinked', { cases: [A], paths, because: 'linked' });
    expect(judged(one, 'note', ['a'], { text: 'x' })).toBe('accept');
    const two = after(one, 'MembersLinked', { cases: [B], paths, because: 'linked' });
    for (const action of ['note', 'submitFindings', 'approve', 'reject', 'close', 'startContacting']) {
      const some = { note: { text: 'x' }, submitFindings: { cause: 'x', persons: [] }, startContacting: { text: 'x' } };
      const said = (some as Record<string, unknown>)[action] ?? {};
      expect([action, judged(two, action, ['a'], said)]).toEqual([action, 'WrongPlace']);
      expect([action, judged(two, action, ['hq'], said)]).not.toEqual([action, 'WrongPlace']);
      expect([action, judged(two, action, ['a', 'b'], said)]).not.toEqual([action, 'WrongPlace']);
    }
    // Taken out again, the other store's complaint is no longer answered here.
    const left = after(two, 'MemberUnlinked', { case: B });
    expect(judged(left, 'note', ['a'], { text: 'x' })).toBe('accept');
  });

  test('takes no complaint of a place where who links it holds no post', () => {
    expect(judged(state, 'link', ['a'], { cases: [B] }, { paths: { [B]: paths[B] } })).toBe('WrongPlace');
    expect(judged(state, 'link', ['hq'], { cases: [B] }, { paths: { [B]: paths[B] } })).toBe('accept');
  });
});

test('a measure is overseen and verified at the place of its case or above, and carried out by its owner anywhere', () => {
  const rules = { ...CORRECTIVE_ACTION.empty('').rules, overseer: 'boss', verifier: 'boss' };
  const from = { ...CORRECTIVE_ACTION.empty('A260930-0000000'), status: 'open' as const, rules, owner: 'wang' };
  const judged = (action: string, id: string, places: string[], data: unknown) => {
    const phase = action === 'reportCompletion' ? ('carryOut' as const) : ('verify' as const);
    const by = { id, roles: ['boss'], departments: [], places };
    const state = { ...from, phase, places: [['hq', 'a']] };
    const judgement = judgeProceeding(CORRECTIVE_ACTION, state, action, {
      ...{ key: 'k', by, via: 'api', data: sealed(CORRECTIVE_ACTION, from.no, action, data) },
    });
    return judgement.verdict === 'refuse' ? judgement.refusal.code : judgement.verdict;
  };
  for (const [action, data] of [
    ['verify', {}],
    ['giveUp', { reason: 'x' }],
  ] as const) {
    expect([action, judged(action, 'li', ['b'], data)]).toEqual([action, 'WrongPlace']);
    expect([action, judged(action, 'li', ['hq'], data)]).toEqual([action, 'accept']);
  }
  expect(judged('reportCompletion', 'wang', ['b'], { evidence: 'x' })).toBe('accept');
});

describe('counters', () => {
  const dayOf = (at: string): string => at.slice(0, 10);
  const mark = (place?: string): Mark => ({
    ...{ what: 'received', at: '2026-11-22T01:00:00.000Z', category: 'quality', channel: 'phone' },
    ...(place === undefined ? {} : { place }),
  });

  test('of cases without a place they are what they were', () => {
    expect(Object.keys(contributionOf([mark()], [], dayOf)).sort()).toEqual([
      'day|2026-11-22|category|quality',
      'day|2026-11-22||',
    ]);
  });

  test('with a place they stand apart: all places together, and each as far as a dashboard shows it', () => {
    const standing = standingOf({ status: 'open', stage: 'judge', places: ['hq', 'a'], tasks: [] }, dayOf);
    expect(Object.keys(contributionOf([mark('a')], standing, dayOf)).sort()).toEqual([
      ...['@*|day|2026-11-22|category|quality', '@*|day|2026-11-22||'],
      ...['@*|now|department|', '@*|now|since|', '@*|now|stage|judge'],
      ...['@a|day|2026-11-22|category|quality', '@a|day|2026-11-22||'],
      ...['@a|now|department|', '@a|now|since|', '@a|now|stage|judge'],
    ]);
  });

  test('of several places add up to one', () => {
    const counter = { policy: 'p', day: '2026-11-22', dimension: '', value: '' };
    expect(
      withoutPlaces([
        { ...counter, counts: { received: 1 } },
        { ...counter, place: '*', counts: { received: 2, closed: 1 } },
      ]),
    ).toEqual([{ ...counter, counts: { received: 3, closed: 1 } }]);
  });
});
