import { owingOf, steppedOn } from '../../domain/case/lines/catch-up';
import type { CompiledPolicy, Step } from '../../domain/policy/compiled';
import type { CaseState } from '../../domain/case/state';
import { emptyCase } from '../../domain/case/state';
import { allPolicies } from '../support/policies';

const MAJOR = { since: '2026-11-20T01:00:00.000Z' };

function policyOf(id: string): CompiledPolicy {
  const found = allPolicies().get(id);
  if (found === undefined) throw new Error(`there is no policy ${id}`);
  return found.policy;
}

const brokerage = policyOf('brokerage');
const step = (policy: CompiledPolicy, id: string): Step => policy.main.find((one) => one.id === id) as Step;

/** A case that came by all of these steps when it was not major, entering those that it enters then. */
function at(policy: CompiledPolicy, id: string, now: Partial<CaseState>): CaseState {
  const before: CaseState = {
    ...emptyCase('C261120-4K7QMXD', { id: '', version: '', bundleHash: '' }),
    status: 'open',
  };
  const passed = policy.main.slice(0, policy.main.indexOf(step(policy, id)) + 1);
  const stepped = Object.fromEntries(
    passed.flatMap((one) => {
      const facts = steppedOn(before, policy, 'main', one);
      return facts === undefined ? [] : [[one.id, { entered: one.when !== 'major', facts }]];
    }),
  );
  return {
    ...before,
    ...now,
    lines: { main: { step: id, entered: id, visits: {}, status: 'running', stepped } },
  };
}

function owed(policy: CompiledPolicy, id: string, now: Partial<CaseState>, isInside = true): string[] {
  const place = { line: 'main', steps: policy.main, step: step(policy, id), isInside };
  return owingOf(at(policy, id, now), policy, place).map((one) => one.step.id);
}

test('nothing is owed as long as nothing has changed', () => {
  for (const { id } of brokerage.main) expect(owed(brokerage, id, {})).toEqual([]);
});

test.each([
  ['investigate', ['investigate']],
  ['propose', ['audit', 'propose']],
  ['offer', ['audit', 'auditProposal', 'sign']],
  ['reply', ['audit', 'auditProposal', 'sign']],
  ['archive', []],
])('major at %s', (id, steps) => {
  expect(owed(brokerage, id, { major: MAJOR })).toEqual(steps);
});

test('what went out is not taken back', () => {
  expect(owed(brokerage, 'branchResult', { major: MAJOR })).not.toContain('audit');
});

test('about to be entered, a step owes nothing by itself', () => {
  expect(owed(brokerage, 'propose', { major: MAJOR }, false)).toEqual(['audit']);
});

test.each([
  ['resolved', { status: 'resolved' as const }],
  ['ending', { ending: { as: 'withdrawn' } }],
])('a case that is %s owes nothing', (_what, how) => {
  expect(owed(brokerage, 'offer', { major: MAJOR, ...how })).toEqual([]);
});

test('an approval by a tier that major changes is owed again', () => {
  expect(owed(policyOf('telecom'), 'offer', { major: MAJOR })).toContain('approve');
});

test('the judgement of a reopened case is owed where reopened cases go on behind it', () => {
  const judgement = { founded: false, demandReasonable: true, round: 1, at: MAJOR.since, step: 'judge' };
  const anew = { judgement, judgeAnew: true as const, round: 2 };
  const eightSteps = policyOf('enterprise-eight-step');
  expect(owed(eightSteps, 'investigate', anew, false)).toEqual(['judge']);
  expect(owed(eightSteps, 'judge', anew)).toEqual([]);
  expect(owed(eightSteps, 'investigate', { judgement, round: 2 }, false)).toEqual([]);
});
