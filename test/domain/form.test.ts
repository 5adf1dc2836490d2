import { join } from 'node:path';
import { z } from 'zod';
import { plainSchema } from '../../domain/actions/data-kinds';
import { factsOf } from '../../domain/case/known-facts';
import { readFacts } from '../../domain/rules/feel/facts';
import type { Example } from '../../domain/rules/policy/examples';
import { failureOfExample } from '../../domain/rules/policy/examples';
import { factSchemaOf } from '../../domain/rules/policy/fact-schema';
import { formDataSchema, formSchema } from '../../domain/policy/form';
import { parsePolicy } from '../../domain/rules/policy/parse';
import { PolicyBroken } from '../../domain/rules/policy/problem';
import { readFileSync } from 'node:fs';
import { allPolicies, REMEDY_KINDS } from '../support/policies';
import { nothing } from './case-lives';

const found = allPolicies().get('reports');
if (found === undefined) throw new Error('there is no policy reports');
const bundle = found;
const form = bundle.policy.forms!['report']!;
const data = plainSchema((text, kinds) => formDataSchema(form, text, kinds), z.string().min(1));

test('what is required, known and of its kind is taken, and nothing else', () => {
  const texts = { content: '不适' };
  expect(data.safeParse({ fields: { place: 'hall' }, texts }).success).toBe(true);
  expect(data.safeParse({ fields: { place: 'hall', ill: 500, hospital: false }, texts }).success).toBe(true);
  const wrong = data.safeParse({ fields: { place: 'roof', ill: 1.5, hospital: 'no', colour: 'red' } });
  expect(wrong.error?.issues.map(({ path }) => path.join('.')).sort()).toEqual([
    'fields',
    'fields.hospital',
    'fields.ill',
    'fields.place',
    'texts.content',
  ]);
});

test('the facts of a form are known before it is filled in, and texts are none', () => {
  const schema = factSchemaOf({ ...bundle.policy, intake: bundle.intake, tables: bundle.tables });
  const names = Object.keys(schema).filter((name) => name.startsWith('report.'));
  expect(names.sort()).toEqual(['report.filled', 'report.hospital', 'report.ill', 'report.place', 'report.signed']);
  const before = readFacts(schema, factsOf(nothing()), names);
  expect(before['report']).toEqual({ filled: false, hospital: false, ill: 0, place: '', signed: false });
  const filledAt = '2026-09-30T01:00:00.000Z';
  const state = { ...nothing(), forms: { report: { fields: { ill: 2 }, texts: { content: 'x' }, filledAt } } };
  const after = readFacts(schema, factsOf(state), names);
  expect(after['report']).toEqual({ filled: true, hospital: false, ill: 2, place: '', signed: false });
});

test('bounds of texts and values of numbers are refused', () => {
  const title = { zh: '项', en: 'Field' };
  const shape = (field: object) => formSchema.safeParse({ title, fields: { one: { title, ...field } } }).success;
  expect(shape({ type: 'number', min: 1, max: 2 })).toBe(true);
  expect(shape({ type: 'number', min: 2, max: 1 })).toBe(false);
  expect(shape({ type: 'string', min: 2 })).toBe(false);
  expect(shape({ type: 'number', oneOf: ['a'] })).toBe(false);
  expect(shape({ type: 'text', oneOf: ['a'] })).toBe(false);
  expect(formSchema.safeParse({ title, fields: {} }).success).toBe(false);
});

test('a policy whose forms clash with facts, or that asks for one it does not have, says so', () => {
  const text = readFileSync(join(__dirname, '..', 'policies', 'reports.yaml'), 'utf8')
    .replace('  closing:\n', '  intake:\n')
    .replace('ill: { title', 'filled: { title')
    .replaceAll('report.ill', 'report.filled');
  const { calendar, templates } = bundle;
  const base = readFileSync(join(__dirname, '..', '..', 'policies', 'base.yaml'), 'utf8');
  const parse = () =>
    parsePolicy({
      ...{ file: 'reports.yaml', text, templates, remedies: REMEDY_KINDS },
      base: () => ({ file: 'base.yaml', text: base }),
      calendar: () => calendar,
    });
  expect(parse).toThrow(PolicyBroken);
  const problems = (() => {
    try {
      parse();
    } catch (error) {
      return (error as PolicyBroken).problems.map(({ field }) => field);
    }
    return [];
  })();
  expect(problems).toEqual(expect.arrayContaining(['forms.intake', 'forms.report.fields.filled', 'main.4.form']));
});

test('what a field needs is asked for only where the field says something', () => {
  const title = { zh: '项', en: 'Field' };
  const charge = formSchema.parse({
    title,
    fields: {
      chargeFen: { title, type: 'number', integer: true, min: 0, required: true, needs: ['agreed', 'why'] },
      agreed: { title, type: 'boolean' },
      why: { title, type: 'text' },
    },
  });
  const shape = plainSchema((text, kinds) => formDataSchema(charge, text, kinds), z.string().min(1));
  const wrongIn = (fields: object, texts: object = {}) =>
    shape.safeParse({ fields, texts }).error?.issues.map(({ path }) => path.join('.')) ?? [];
  expect(wrongIn({ chargeFen: 0 })).toEqual([]);
  expect(wrongIn({ chargeFen: 1 })).toEqual(['fields.agreed', 'texts.why']);
  expect(wrongIn({ chargeFen: 1, agreed: false }, { why: 'x' })).toEqual(['fields.agreed']);
  expect(wrongIn({ chargeFen: 1, agreed: true }, { why: 'x' })).toEqual([]);
  const needs = (other: string) =>
    formSchema.safeParse({ title, fields: { one: { title, type: 'text', needs: [other] } } });
  expect(needs('one').success).toBe(true);
  expect(needs('two').success).toBe(false);
});

test('what a record table answers is a fact, and nothing else of any table', () => {
  const restaurant = allPolicies().get('restaurant')!;
  const schema = factSchemaOf({ ...restaurant.policy, intake: restaurant.intake, tables: restaurant.tables });
  const names = Object.keys(schema).filter((name) => name.startsWith('case.'));
  expect(names.sort()).toEqual(['case.offers', 'case.unconditional', 'case.urgent']);
  expect(readFacts(schema, factsOf(nothing()), ['case.urgent'])['case']).toEqual({ urgent: '' });
});

describe('examples of decision tables', () => {
  const credit = allPolicies().get('distributor-credit')!;
  const schema = factSchemaOf({ ...credit.policy, intake: credit.intake, tables: credit.tables });
  const fails = (example: Partial<Example> & Pick<Example, 'table' | 'answer'>) =>
    failureOfExample({ given: {}, ...example }, credit.tables[example.table]!, schema);

  test('hold or say what the table answers instead', () => {
    const given = { 'repayment.filled': true };
    expect(fails({ table: 'repaid', given, answer: { unpaid: true }, rules: ['M1'] })).toBeUndefined();
    expect(fails({ table: 'repaid', given, answer: { unpaid: false } })).toMatch(/"unpaid":true.* by M1/);
    expect(fails({ table: 'repaid', given, answer: { unpaid: true }, rules: [] })).toMatch(/answered by M1/);
    expect(fails({ table: 'repaid', given: { 'repayment.late': true }, answer: {} })).toMatch(/no fact repayment.late/);
    expect(fails({ table: 'repaid', given: { 'repayment.back': 'no' }, answer: {} })).toMatch(/repayment.back/);
    const bearers = [{ bearer: 'salesHead' }, { bearer: 'salesperson' }];
    expect(fails({ table: 'badDebt', given: { 'debt.kind': 'lastRelease' }, answer: bearers })).toBeUndefined();
    expect(fails({ table: 'badDebt', given: { 'debt.kind': 'lastRelease' }, answer: bearers.slice(1) })).toBeDefined();
  });
});
