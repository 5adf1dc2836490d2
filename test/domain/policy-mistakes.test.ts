import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PolicyBroken } from '../../domain/rules/policy/problem';
import type { PolicyProblem } from '../../domain/rules/policy/problem';
import { readPolicies } from '../../models/policy-files';
import { REMEDY_KINDS } from '../support/policies';

const SHIPPED = join(__dirname, '..', '..', 'policies');
const HEAD = `extends: base
id: broken
version: 1.0.0
title: { zh: 错误办法, en: A policy with mistakes }
source: 'Invented for this test'
departments: { dispatch: { title: { zh: 发货部, en: Dispatch } } }
categories: { lost: { title: { zh: 丢失, en: Lost }, remedies: [refund] } }
`;

describe('a policy with mistakes is refused', () => {
  const folder = mkdtempSync(join(tmpdir(), 'redress-mistakes-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  function problemsOf(text: string): readonly PolicyProblem[] {
    writeFileSync(join(folder, 'broken.yaml'), text);
    try {
      readPolicies(folder, REMEDY_KINDS, SHIPPED);
    } catch (error) {
      if (error instanceof PolicyBroken) return error.problems;
      throw error;
    }
    return [];
  }
  /** A policy of these steps and tracks, sound in everything else. */
  const withSteps = (steps: string, rest = '') =>
    problemsOf(`${HEAD}reopening: { within: P7D, to: record }
main:
  - { id: record, stage: record }
${steps}
  - { id: archive, stage: archive }
${rest}`);

  test('for a form or a role that its documents name and it does not have', () => {
    const rest = `documents:
  registerForm: { forms: [register] }
  report: { penaltiesFor: [complaintManager] }`;
    expect(withSteps('', rest).map(({ field, hint }) => [field, hint])).toEqual([
      ['documents.registerForm.forms.0', 'There is: none.'],
      ['documents.report.penaltiesFor.0', 'Did you mean complaintsManager?'],
    ]);
  });

  test('for a track before a step that the main line does not have, or that waits for all tracks', () => {
    const rest = `tracks:
  aside:
    on: DeclaredMajor
    before: [offr, archive]
    title: { zh: 旁, en: Aside }
    steps: [{ id: warn, stage: warn, to: [complaintsManager] }]
catchUp: [majr]`;
    expect(withSteps('', rest).map(({ field }) => field)).toEqual([
      ...['tracks.aside.before.0', 'tracks.aside.before.1', 'catchUp.0'],
    ]);
  });

  test('for a look back while it keeps who complains from others, on the main line and beside it', () => {
    const rest = `tracks:
  aside: { on: CaseRecorded, title: { zh: 旁, en: Aside }, steps: [{ id: back, stage: lookBack }] }
confidential: { complainant: [complaintsManager] }
intake: { required: [brief] }`;
    const fields = withSteps('  - { id: back, stage: lookBack }', rest).map(({ field }) => field);
    expect(fields.filter((field) => field.endsWith('.stage'))).toEqual(['main.1.stage', 'tracks.aside.steps.0.stage']);
    expect(withSteps('  - { id: back, stage: lookBack }').map(({ field }) => field)).not.toContain('main.1.stage');
  });

  test('for what customers lodge that is not there, or is not enough to be registered', () => {
    const rest = `intake:
  required: [complainant.account, text]
  fields:
    injury: { title: { zh: 受伤, en: Injury }, type: boolean }
    table: { title: { zh: 台号, en: Table }, type: string, required: true }
  web:
    title: { zh: 包裹, en: Parcels }
    categories: { lost: { zh: 丢了, en: Lost }, late: { zh: 晚了, en: Late } }
    asks:
      respondent.persons: { title: { zh: 谁, en: Who } }
      fields.injury: { title: { zh: 受伤吗, en: Hurt }, choices: { yes: { zh: 是, en: 'Yes' } } }`;
    expect(withSteps('', rest).map(({ field }) => field)).toEqual([
      ...['intake.web.categories.late', 'intake.web.asks.respondent.persons', 'intake.web.asks.fields.injury.choices'],
      ...['intake.web.asks', 'intake.web.asks'],
    ]);
  });

  describe('in its categories', () => {
    const title = 'title: { zh: 类, en: Kind }';
    const withCategories = (categories: string[], rest = '') =>
      problemsOf(`${HEAD.replace(/categories: .*/, ['categories:', ...categories].join('\n  '))}
reopening: { within: P7D, to: record }
main: [{ id: record, stage: record }, { id: archive, stage: archive }]
${rest}`).map(({ line, field, message, hint = '' }) => [line, field, `${message} ${hint}`]);
    const top = `network: { ${title}, remedies: [] }`;

    test('what one lies within, there is none', () => {
      expect(withCategories([top, `broadband: { ${title}, within: netwrok, remedies: [] }`])).toEqual([
        [9, 'categories.broadband.within', 'no such category "netwrok". Did you mean network?'],
      ]);
    });

    test('they lie within one another in a circle, which is said once', () => {
      const circle = ['b', 'c', 'a'].map((above, i) => `${'abc'[i]}: { ${title}, within: ${above}, remedies: [] }`);
      expect(withCategories([...circle, `within: { ${title}, within: a }`])).toEqual([
        [8, 'categories.a.within', '"a" lies within itself: a → b → c → a. Remove "within" from one of them.'],
      ]);
    });

    test('one lies too deep, one says nothing of remedies, a heading is empty', () => {
      const chain = ['a', 'b', 'c', 'd'].map(
        (id, i) => `${id}: { ${title}, within: ${i === 0 ? 'network' : 'abc'[i - 1]} }`,
      );
      const others = [`silent: { ${title} }`, `empty: { ${title}, remedies: [], heading: true }`];
      expect(withCategories([top, ...chain, ...others]).map(([line, field]) => [line, field])).toEqual([
        [12, 'categories.d.within'],
        [13, 'categories.silent.remedies'],
        [14, 'categories.empty.heading'],
      ]);
    });

    test('a report is grouped by top category where every category is one', () => {
      const reports = `reports:
  monthly:
    title: { zh: 月报, en: Monthly }
    every: month
    to: [complaintsManager]
    sections: [{ title: { zh: 类, en: Kind }, figures: [received], by: topCategory }]`;
      expect(withCategories([top], reports).map(([, field]) => field)).toEqual(['reports.monthly.sections.0.by']);
      expect(withCategories([top, `broadband: { ${title}, within: network }`], reports)).toEqual([]);
    });
  });

  test('that hears people on a penalty without citing the published rule it rests on', () => {
    const step =
      '  - { id: penalise, stage: penalise, who: complaintsManager, within: P3D, overdue: [{ do: escalate, to: generalManager }]';
    const rest = `tables:
  penalty:
    title: { zh: 处罚, en: Penalty }
    hit: first
    inputs: { because: { expression: because } }
    outputs: { percent: { type: { kind: number } }, of: { type: { kind: string } } }
    rules: [{ id: P1, then: { percent: 2, of: performancePay } }]`;
    expect(withSteps(`${step}, hearing: { within: P3D } }`, rest)).toMatchObject([
      { field: 'main.1', message: 'its table "penalty" has no output "cites".', hint: expect.stringContaining('Add') },
    ]);
    expect(withSteps(`${step} }`, rest)).toEqual([]);
  });

  test('with all of them at once, each with its place and a hint', () => {
    const text = `${HEAD}tables:
  approvalTier:
    title: { zh: 审批权限, en: Who approves }
    hit: unique
    inputs: { cost: { expression: costFen } }
    outputs: { role: { type: { kind: string } } }
    rules:
      - { id: A1, when: { cost: '<= 50000' }, then: { role: complaintsManager } }
      - { id: A2, when: { cost: '> 60000' }, then: { role: generalManager } }
  severity:
    title: { zh: 严重程度, en: Severity }
    hit: unique
    inputs: { amount: { expression: demandFen } }
    outputs: { severity: { type: { kind: string } } }
    rules:
      - { id: S1, when: { amount: '<= 200000' }, then: { severity: low } }
      - { id: S2, when: { amount: '>= 100000' }, then: { severity: high } }
main:
  - { id: record, stage: record, tables: [severity] }
  - id: judge
    stage: judge
    who: complaintDesk
  - id: investigate
    stage: investigate
    who: complaintsDesk
    within: P1D
    overdue: [{ before: PT1H, do: remind }, { do: overdue }]
  - id: again
    stage: conclude
    who: complaintsDesk
    end: answered
    template: null
    then: again
  - id: forgotten
    stage: review
    who: complaintsDesk
  - { id: archive, stage: archive }
reopening: { within: P7D, to: record }
tracks:
  echo:
    on: WarningGiven
    steps: [{ id: warn, stage: warn, to: [generalManager] }]
`;
    const problems = problemsOf(text);
    const lineOf = (part: string) => text.slice(0, text.indexOf(part)).split('\n').length;
    expect(problems.map(({ field, message }) => `${field}: ${message}`).sort()).toEqual([
      expect.stringMatching(/^main\.1\.who: no such role "complaintDesk"\./),
      expect.stringMatching(/^main\.2\.overdue: the escalation ladder has no end: only "complaintsDesk"/),
      expect.stringMatching(/^main\.3: a loop without an exit: again → again\./),
      expect.stringMatching(/^main\.4: nothing leads to the step "forgotten"\./),
      expect.stringMatching(/^tables\.approvalTier: No rule applies where cost is between 50000 and 60000/),
      expect.stringMatching(/^tables\.severity\.rules\.1: S1 and S2 both apply where amount is /),
      expect.stringMatching(/^tracks\.echo\.on: its own step "warn" causes WarningGiven/),
    ]);
    for (const problem of problems) {
      expect(problem.hint).toEqual(expect.stringMatching(/\w{3}.*[.?]$/));
      expect(problem.file).toBe(join(folder, 'broken.yaml'));
    }
    const lines = Object.fromEntries(problems.map(({ field, line }) => [field, line]));
    expect(lines).toEqual({
      'main.1.who': lineOf('complaintDesk\n'),
      'main.2.overdue': lineOf('[{ before: PT1H'),
      'main.3': lineOf('id: again'),
      'main.4': lineOf('id: forgotten'),
      'tables.approvalTier': lineOf('approvalTier:') + 1,
      'tables.severity.rules.1': lineOf('{ id: S2'),
      'tracks.echo.on': lineOf('WarningGiven'),
    });
  });

  test('for a clock that a word to the customer stops and a pause would put off', () => {
    const clock = (pauses: boolean) => `clocks:
  firstAnswer: { title: { zh: 首次答复, en: First answer }, within: P1D, stops: [MessageSent, CaseResolved], pauses: ${pauses} }`;
    expect(withSteps('', clock(true)).map(({ field }) => field)).toEqual(['clocks.firstAnswer.pauses']);
    expect(withSteps('', clock(false))).toEqual([]);
  });

  test('the hint for a misspelt role is the right one', () => {
    expect(withSteps('  - { id: judge, stage: judge, who: complaintDesk }')[0]?.hint).toMatch(/complaintsDesk/);
  });

  describe('a step that cannot be reached', () => {
    const after = (steps: string) => withSteps(`${steps}\n  - { id: late, stage: review, who: complaintsDesk }`);

    test.each([
      [
        'behind an end without a condition',
        '{ id: end, stage: conclude, who: complaintsDesk, end: x, template: null }',
      ],
    ])('%s', (_what, step) => {
      expect(after(`  - ${step}`)).toEqual([expect.objectContaining({ field: 'main.2' })]);
    });

    test('whose condition never holds', () => {
      expect(withSteps('  - { id: never, stage: review, who: complaintsDesk, when: "false" }')).toEqual([
        expect.objectContaining({ field: 'main.1.when' }),
      ]);
    });

    test.each([
      [
        'behind an end with a condition',
        '{ id: end, stage: conclude, when: major, who: complaintsDesk, end: x, template: null }',
      ],
      [
        'led to by the end itself',
        '{ id: end, stage: conclude, who: complaintsDesk, end: x, template: null, then: late }',
      ],
      ['behind a judgement', '{ id: judge, stage: judge, who: complaintsDesk }'],
    ])('but one %s can', (_what, step) => {
      expect(after(`  - ${step}`)).toEqual([]);
    });

    test('but one to which a reopened case goes can', () => {
      const problems = problemsOf(`${HEAD}reopening: { within: P7D, to: late }
main:
  - { id: end, stage: conclude, who: complaintsDesk, end: x, template: null }
  - { id: late, stage: review, who: complaintsDesk }
  - { id: archive, stage: archive }
`);
      expect(problems).toEqual([]);
    });
  });

  describe('a loop without exit', () => {
    const round = (then: string, when = '') => `  - { id: look, stage: review, who: complaintsDesk }
  - { id: end, stage: conclude, ${when}who: complaintsDesk, end: x, template: null, then: ${then} }`;

    test('tells the way round', () => {
      expect(withSteps(round('look')).map(({ field, message }) => [field, message])).toEqual([
        ['main.1', 'a loop without an exit: look → end → look.'],
      ]);
    });

    test('but one with a condition has an exit, and a rejected proposal can be approved the next time', () => {
      expect(withSteps(round('look', 'when: major, '))).toEqual([]);
      const proposals = `  - { id: propose, stage: propose, who: complaintsDesk }
  - { id: approve, stage: approve, who: generalManager, rejected: { to: propose } }`;
      expect(withSteps(proposals)).toEqual([]);
    });

    test.each([
      ['WarningGiven', 1],
      ['StepEntered', 1],
      ['PromiseKept', 0],
      ['DeclaredMajor', 0],
    ])('a track that %s starts: %i mistakes', (on, number) => {
      const track = `tracks: { echo: { on: ${on}, steps: [{ id: warn, stage: warn, to: [generalManager] }] } }`;
      expect(withSteps('', track)).toHaveLength(number);
    });
  });

  describe('a ladder that ends nowhere', () => {
    const judged = (overdue: string, who = 'complaintsDesk') =>
      withSteps(`  - { id: judge, stage: judge, who: ${who}, within: P1D, overdue: ${overdue} }`);

    test.each([
      '[{ before: PT1H, do: remind }]',
      '[{ do: overdue, charge: true }]',
      '[{ do: warn, to: generalManager }]',
      '[{ do: escalate, to: complaintsDesk }]',
    ])('%s', (overdue) => {
      expect(judged(overdue)).toEqual([
        expect.objectContaining({ field: 'main.1.overdue', hint: expect.stringContaining('complaintsManager') }),
      ]);
    });

    test.each([
      ['[{ do: escalate, to: complaintsManager }]', 'complaintsDesk'],
      ['[{ do: decide, action: judge, data: { founded: true } }]', 'complaintsDesk'],
      // Nobody stands above.
      ['[{ do: overdue }]', 'generalManager'],
      ['[]', 'complaintsDesk'],
    ])('but %s of %s ends somewhere', (overdue, who) => {
      expect(judged(overdue, who)).toEqual([]);
    });

    const byHand = (overdue: string) => withSteps('', `byHand: { within: PT4H, overdue: ${overdue} }`);

    test('also of what the owner decides by hand, which nothing decides by default', () => {
      const field = 'byHand.overdue';
      expect(byHand('[{ do: overdue }]')).toEqual([expect.objectContaining({ field })]);
      expect(byHand('[{ do: decide, action: decideByHand, data: { answer: {} } }]')).toEqual([
        expect.objectContaining({ field: `${field}.0.action` }),
      ]);
      expect(byHand('[{ do: escalate, to: generalManger }]')).toEqual([
        expect.objectContaining({ field: `${field}.0.to`, hint: 'Did you mean generalManager?' }),
      ]);
      expect(byHand('[{ do: overdue }, { after: PT4H, do: escalate, to: generalManager }]')).toEqual([]);
    });

    test('also of a wait within a step', () => {
      const step = `  - id: come
    stage: appointment
    who: complaintsDesk
    arrival: { who: handler, within: PT10M, overdue: [{ do: overdue }] }`;
      expect(withSteps(step)).toEqual([expect.objectContaining({ field: 'main.1.arrival.overdue' })]);
    });
  });
});
