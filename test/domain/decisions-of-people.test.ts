import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { plainSchema } from '../../domain/actions/data-kinds';
import type { Envelope } from '../../domain/file/envelope';
import { evolve } from '../../domain/case/evolve';
import { lossOf } from '../../domain/case/loss';
import { factsOf } from '../../domain/case/known-facts';
import { readFacts } from '../../domain/rules/feel/facts';
import { factSchemaOf } from '../../domain/rules/policy/fact-schema';
import { parsePolicy } from '../../domain/rules/policy/parse';
import { PolicyBroken } from '../../domain/rules/policy/problem';
import { stepFor } from '../../domain/actions/step-for';
import { stepAt } from '../../domain/policy/step-of-task';
import type { ParamsOf } from '../../domain/stage';
import { choose, timesChosen } from '../../domain/stages/choose/definition';
import { classify } from '../../domain/stages/classify/definition';
import { coordinate } from '../../domain/stages/coordinate/definition';
import type { CaseState } from '../../domain/case/state';
import { allPolicies, REMEDY_KINDS } from '../support/policies';
import { nothing } from './case-lives';

/** Nothing else that a refusal looks at. */
const AROUND = { firstAt: () => undefined };

const found = allPolicies().get('catering-recovery');
if (found === undefined) throw new Error('there is no policy catering-recovery');
const bundle = found;
const { policy } = bundle;
const word = z.string().min(1);

/** The state after events of these types, one after another. */
function after(state: CaseState, ...events: [string, Record<string, unknown>][]): CaseState {
  return events.reduce(
    (before, [type, data]) =>
      evolve(before, { no: before.no, seq: before.seq + 1, at: '2026-10-01T00:00:00.000Z', type, data }),
    state,
  );
}

describe('the step of a task', () => {
  test('is found on the main line and on every run of a track', () => {
    expect(stepAt(policy, 'main/management/2/choice')).toMatchObject({ stage: 'choose' });
    expect(stepAt(policy, 'progress.3/word/7/word')).toMatchObject({ stage: 'progress' });
  });
  test('of a task that no step has is none', () => {
    for (const id of ['main/none/1/x', 'other.1/word/1/word', '', 'main']) expect(stepAt(policy, id)).toBeUndefined();
  });
});

test('an action knows the step of its own stage, whichever step asks for it', () => {
  expect(stepFor('chooseWay', policy, { id: 'main/management/1/choice' })).toMatchObject({ id: 'management' });
  expect(stepFor('confirmTold', policy, { id: 'main/management/1/told-by-person' })).toBeUndefined();
  for (const action of ['note', 'chooseWay', 'nothing']) expect(stepFor(action, policy, undefined)).toBeUndefined();
});

describe('a way among those that the policy names', () => {
  const [action] = choose.actions;
  const refusalOf = (state: CaseState, data: object): string | undefined =>
    action.refuse?.({
      state,
      policy,
      message: { data } as Envelope<never>,
      step: stepAt(policy, 'main/management/1/choice') as ParamsOf<typeof choose>,
      ...AROUND,
    })?.code;
  const chosen: [string, Record<string, unknown>] = ['WayChosen', { step: 'management', way: 'more' }];

  test('needs its reason, and is one of them', () => {
    expect(refusalOf(nothing(), { way: 'close', reason: '已尽力' })).toBeUndefined();
    expect(refusalOf(nothing(), { way: 'close' })).toBe('EvidenceMissing');
    expect(refusalOf(nothing(), { way: 'nothing', reason: '无' })).toBe('UnknownOption');
  });

  test('is taken as often as the policy allows, counted for each step and way', () => {
    const once = after(nothing(), chosen);
    expect(timesChosen(once, 'management', 'more')).toBe(1);
    expect(timesChosen(once, 'solvable', 'more')).toBe(0);
    expect(refusalOf(once, { way: 'more', reason: '再试' })).toBe('NotAllowedByPolicy');
    expect(refusalOf(once, { way: 'close', reason: '已尽力' })).toBeUndefined();
  });

  test('is a fact, empty until somebody has chosen', () => {
    const schema = factSchemaOf({ ...policy, intake: bundle.intake, tables: bundle.tables });
    const factOf = (state: CaseState) => readFacts(schema, factsOf(state), ['chosen.solvable'])['chosen'];
    expect(factOf(nothing())).toEqual({ solvable: '' });
    const admitted = after(nothing(), ['WayChosen', { step: 'solvable', way: 'admitted', fact: 'solvable' }]);
    expect(factOf(admitted)).toEqual({ solvable: 'admitted' });
  });

  test('is written so that it leads somewhere', () => {
    const title = { zh: '去处', en: 'Way' };
    const step = { id: 'x', stage: 'choose', who: 'a', within: 'PT1H' };
    const problems = (ways: object, more: object = {}) =>
      choose.params.safeParse({ ...step, ways, ...more }).error?.issues.map(({ path }) => path.join('.')) ?? [];
    const two = { a: { title }, b: { title, end: 'over' } };
    expect(problems(two)).toEqual([]);
    expect(problems({ a: { title } })).toEqual(['ways']);
    expect(problems({ ...two, c: { title, to: 'y', end: 'over' } })).toEqual(['ways.c']);
    expect(problems({ ...two, c: { title, then: 'y' } })).toEqual(['ways.c.then']);
    const decides = (way: string) => ({ overdue: [{ do: 'decide', action: 'chooseWay', data: { way } }] });
    expect(problems(two, decides('b'))).toEqual([]);
    expect(problems(two, decides('c'))).toEqual(['overdue']);
  });
});

describe('the nature of a complaint', () => {
  const [action] = classify.actions;
  const isTaken = (data: object): boolean => plainSchema(action.data, word).safeParse(data).success;
  const refusalOf = (data: object): string | undefined =>
    action.refuse?.({ state: nothing(), policy, message: { data } as Envelope<never>, ...AROUND })?.code;

  test.each([
    [{ nature: 'valid', ground: 'harm' }, true],
    [{ nature: 'valid', ground: 'venting' }, false],
    [{ nature: 'valid' }, false],
    [{ nature: 'communicative', ground: 'question' }, true],
    [{ nature: 'communicative', ground: 'dereliction' }, false],
    [{ nature: 'unfounded' }, true],
    [{ nature: 'unfounded', ground: 'help' }, false],
  ])('has a ground of its own: %j', (data, taken) => {
    expect(isTaken(data)).toBe(taken);
  });

  test('dereliction needs the authority, unfounded its evidence', () => {
    expect(refusalOf({ nature: 'valid', ground: 'dereliction' })).toBe('EvidenceMissing');
    expect(refusalOf({ nature: 'valid', ground: 'dereliction', verification: '查实函' })).toBeUndefined();
    expect(refusalOf({ nature: 'unfounded' })).toBe('EvidenceMissing');
    expect(refusalOf({ nature: 'unfounded', evidence: '录音' })).toBeUndefined();
  });

  test('says of a communicative one neither founded nor unfounded, until it turns valid', () => {
    const asked = after(nothing(), ['NatureJudged', { nature: 'communicative', ground: 'help' }]);
    expect([asked.judgement, factsOf(asked)['nature']]).toEqual([undefined, 'communicative']);
    const turned = after(asked, ['TurnedValid', {}]);
    expect(turned.judgement).toMatchObject({ founded: true });
    expect(factsOf(turned)['nature']).toBe('valid');
  });
});

describe('what a new proposal and a new round take back', () => {
  const option = { remedies: [{ kind: 'gift', params: {}, costFen: 900 }], costFen: 900 };
  const agreed = after(
    nothing(),
    ['RemedyProposed', { options: [option], costFen: 900 }],
    ['OfferAccepted', { option: 0 }],
    ['RemedyExecuted', { key: 'k', kind: 'gift', costFen: 900 }],
  );

  test('the cost is that of the new proposal, the loss still what was executed', () => {
    expect([factsOf(agreed)['costFen'], lossOf(agreed)]).toEqual([900, 900]);
    const anew = after(agreed, ['RemedyProposed', { options: [{ ...option, costFen: 70_000 }], costFen: 70_000 }]);
    expect(factsOf(anew)['costFen']).toBe(70_000);
    expect(lossOf(anew)).toBe(900);
    expect(after(agreed, ['DemandDeclined', { reason: 'x' }]).accepted).toBeUndefined();
  });

  test('an end that was decided is none once a new round has begun', () => {
    const ended = { ...agreed, facts: { end: 'solved', nature: 'valid' } };
    expect(after(ended, ['RoundStarted', {}])).toMatchObject({ round: 2, facts: { nature: 'valid' } });
    expect(after(ended, ['RoundStarted', {}]).facts).toEqual({ nature: 'valid' });
  });
});

describe('tasks of departments', () => {
  const step = { id: 'work', stage: 'coordinate' };
  const who = { who: 'a' };
  test.each([
    [{ tasks: [] }, ['tasks']],
    [{ plan: who }, ['each']],
    [{ plan: who, each: who }, []],
    [{ plan: who, each: who, lead: 'a' }, ['lead']],
    [{ plan: who, each: who, lead: 'a', changed: { to: 'propose' } }, []],
  ])('%j', (parameters, wrong) => {
    const issues = coordinate.params.safeParse({ ...step, ...parameters }).error?.issues ?? [];
    expect(issues.map(({ path }) => path.join('.'))).toEqual(wrong);
  });

  const planTasks = coordinate.actions.find(({ name }) => name === 'planTasks');
  test('are planned for departments that there are, and not for yesterday', () => {
    const refusalOf = (task: object) =>
      planTasks?.refuse?.({
        ...{ state: nothing(), policy, now: '2026-10-01T00:00:00.000Z', ...AROUND },
        message: { data: { tasks: [{ what: 'x', ...task }] } } as Envelope<never>,
      })?.code;
    expect(refusalOf({ department: 'kitchen' })).toBeUndefined();
    expect(refusalOf({ department: 'cellar' })).toBe('UnknownOption');
    expect(refusalOf({ department: 'kitchen', dueAt: '2026-09-30T00:00:00Z' })).toBe('InThePast');
  });
});

test('a policy that names steps, roles or times that are not there says so, each in its place', () => {
  const file = join(__dirname, '..', '..', 'policies', 'catering-recovery.yaml');
  const text = readFileSync(file, 'utf8')
    .replace('quiet: [offer,', 'quiet: [ofer,')
    .replace('decide: management }', 'decide: managers }')
    .replace('teller: complaintsDesk', 'teller: complaintDesk')
    .replace('every: PT20H', 'every: { duration: P1W, working: true }');
  expect(problemsOf(file, text)).toEqual(
    expect.arrayContaining([
      expect.stringContaining('no such step "ofer". Did you mean offer?'),
      expect.stringContaining('no such step "managers".'),
      expect.stringContaining('no such role "complaintDesk". Did you mean complaintsDesk?'),
      expect.stringMatching(/tracks\.progress\.steps\.0\.every/),
    ]),
  );
});

function problemsOf(file: string, text: string): string[] {
  const base = readFileSync(join(__dirname, '..', '..', 'policies', 'base.yaml'), 'utf8');
  try {
    parsePolicy({
      ...{ file, text, templates: bundle.templates, remedies: REMEDY_KINDS },
      base: () => ({ file: 'base.yaml', text: base }),
      calendar: () => bundle.calendar,
    });
  } catch (error) {
    if (error instanceof PolicyBroken)
      return error.problems.map(({ field, message, hint }) => `${field}: ${message} ${hint ?? ''}`.trim());
    throw error;
  }
  return [];
}
