import Ajv2020 from 'ajv/dist/2020';
import { asked, formSchemaOf } from '../../api/form-schema';
import type { FormSchema } from '../../api/form-schema';
import { plainText } from '../../api/text-schema';
import { Words } from '../../api/words';
import { plainSchema } from '../../domain/actions/data-kinds';
import { ACTIONS } from '../../domain/actions';
import { ACTION_LABELS } from '../../domain/actions/labels';
import type { FormRule } from '../../domain/labels/form-rules';
import { evolve } from '../../domain/case/evolve';
import { sentenceOf } from '../../domain/labels/sentence';
import { emptyCase } from '../../domain/case/state';
import type { Task } from '../../domain/case/state';
import { allPolicies } from '../support/policies';

const ajv = new Ajv2020({ strict: false, validateFormats: false });
const words = new Words({ zone: 'Asia/Shanghai', nameOf: () => undefined, remedyTitle: () => undefined });
const state = emptyCase('C260930-4K7QMXD', { id: 'p', version: '1', bundleHash: 'h' });
const formOf = (name: string, place: object = {}) => formSchemaOf(ACTIONS.get(name)!, { state, words, ...place });
const taskOf = (id: string): Task =>
  ({ id, title: { zh: '', en: '' }, actions: [], role: '', roles: [], barred: [], rungs: [], status: 'open' }) as never;

/** Named parts, within one another; remedies are filled in by their own schemas. */
function partsOf(schema: FormSchema): [string, FormSchema][] {
  if (schema['x-kind'] === 'remedies') return [];
  const own = Object.entries(schema.properties ?? {});
  const inner = [schema.items, ...((schema['oneOf'] ?? schema['anyOf'] ?? []) as FormSchema[])].filter((one) => one);
  return [...own, ...[...own.map(([, part]) => part), ...(inner as FormSchema[])].flatMap(partsOf)];
}

test('every part of every action says what it is: no text, person, amount or time is only a string or a number', () => {
  for (const name of ACTIONS.keys())
    for (const [field, part] of partsOf(formOf(name))) {
      const isPlain = part['enum'] !== undefined || part['const'] !== undefined;
      if (part.type === 'string' && !isPlain)
        expect([name, field, part['x-kind']]).toEqual([name, field, expect.any(String)]);
      if (field.endsWith('Fen') && part.type === 'integer')
        expect([name, field, part['x-kind']]).toEqual([name, field, 'yuan']);
      if (part.format === 'staff-id') expect(part['x-kind']).toBe('person');
      if (part.format === 'date-time') expect(part['x-kind']).toBe('datetime');
    }
});

test('what every action’s example says, its form takes', () => {
  for (const name of ACTIONS.keys()) {
    const validate = ajv.compile(formOf(name));
    expect([name, validate(ACTION_LABELS.get(name)?.example), validate.errors]).toEqual([name, true, null]);
  }
});

/** Data in which a rule is broken, and nothing else. */
function breaking(example: object, { when, needs = [], excludes = [] }: FormRule): Record<string, unknown>[] {
  const base: Record<string, unknown> = { ...example };
  for (const [field, has] of Object.entries(when))
    if (has === 'missing') Reflect.deleteProperty(base, field);
    else if (has === 'given') base[field] ??= 'x';
    else base[field] = has?.[0];
  const lacking = needs.map((field) => {
    const copy = { ...base };
    Reflect.deleteProperty(copy, field);
    return copy;
  });
  return [...lacking, ...excludes.map((field) => ({ ...base, [field]: 'harm' }))];
}

const ruled = [...ACTION_LABELS].filter(([, { rules }]) => rules !== undefined);

test.each(ruled.map(([name]) => name))('the rules that the form of %s has are those by which it is refused', (name) => {
  const action = ACTIONS.get(name)!;
  const inForm = ajv.compile(formOf(name));
  const schema = plainSchema(action.data, plainText);
  for (const rule of ACTION_LABELS.get(name)!.rules!)
    for (const data of breaking(ACTION_LABELS.get(name)?.example as object, rule)) {
      const isRefused =
        !schema.safeParse(data).success || action.refuse?.({ state, message: { data } } as never) !== undefined;
      expect([data, inForm(data), isRefused]).toEqual([data, false, true]);
    }
});

test('there are such rules', () => expect(ruled.length).toBeGreaterThanOrEqual(7));

test('whoever sends a proposal back says why, to the API and in the form; a case still takes what was sent before', () => {
  const reject = ACTIONS.get('reject')!;
  const schema = plainSchema(reject.data, plainText);
  expect(schema.safeParse({}).success).toBe(true);
  expect(
    asked(reject, schema)
      .safeParse({})
      .error?.issues.map(({ path }) => path),
  ).toEqual([['reason']]);
  expect(asked(reject, schema).safeParse({ reason: '请附检测报告' }).success).toBe(true);
  expect(ajv.compile(formOf('reject'))({})).toBe(false);
});

test('codes of the policy are chosen by their titles', () => {
  const { policy } = allPolicies().get('supermarket')!;
  const optionsOf = (name: string, field: string, place: object = { policy }) => {
    const part = formOf(name, place).properties?.[field];
    return { kind: part?.['x-kind'], options: part?.['x-options'] };
  };
  const departments = Object.entries(policy.departments).map(([value, { title }]) => ({ value, title }));
  expect(departments.length).toBeGreaterThan(1);
  expect(optionsOf('assign', 'department')).toEqual({ kind: 'option', options: departments });
  const categories = optionsOf('sort', 'category').options ?? [];
  expect(categories.map(({ value }) => value)).toEqual(
    Object.entries(policy.categories).flatMap(([id, { heading }]) => (heading === true ? [] : [id])),
  );
  const steps = [...policy.main, ...policy.tracks.flatMap((track) => track.steps)];
  const violations = steps.flatMap((step) => (step.stage === 'penalise' ? Object.keys(step.violations ?? {}) : []));
  expect(optionsOf('reportViolation', 'kind').options?.map(({ value }) => value)).toEqual([...new Set(violations)]);
});

test('the ways of a decision are those of its own step', () => {
  const found = [...allPolicies().values()].flatMap(({ policy }) =>
    policy.main.flatMap((step) => (step.stage === 'choose' ? [{ policy, step }] : [])),
  );
  expect(found.length).toBeGreaterThan(0);
  for (const { policy, step } of found) {
    const form = formOf('chooseWay', { policy, task: taskOf(`main/${step.id}/1/choice`) });
    expect(form.properties?.['way']?.['x-options']).toEqual(
      Object.entries(step.ways).map(([value, { title }]) => ({ value, title })),
    );
  }
});

test('the fields of a form of the policy have its titles', () => {
  let fields = 0;
  for (const { policy } of allPolicies().values())
    for (const [line, steps] of [
      ['main', policy.main] as const,
      ...policy.tracks.map(({ id, steps: own }) => [id, own] as const),
    ])
      for (const step of steps) {
        if (step.stage !== 'form') continue;
        const schema = formOf('fillForm', { policy, task: taskOf(`${line}/${step.id}/1/form`) });
        const parts = { ...schema.properties?.['fields']?.properties, ...schema.properties?.['texts']?.properties };
        for (const [name, field] of Object.entries(policy.forms?.[step.form]?.fields ?? {})) {
          expect([step.form, name, parts[name]?.['x-title']]).toEqual([step.form, name, field.title]);
          fields++;
        }
      }
  expect(fields).toBeGreaterThan(10);
});

test.each([
  [{ reached: true, satisfied: true, rating: 5 }, true],
  [{ reached: true, satisfied: false, rating: 1 }, true],
  [{ reached: true, satisfied: true, rating: 0 }, false],
  [{ reached: true, satisfied: true, rating: 6 }, false],
  [{ reached: true, satisfied: true, rating: 2.5 }, false],
  [{ reached: false, rating: 3 }, false],
  [{ reached: true, rating: 3 }, false],
])('a callback %p is taken: %p', (data, isTaken) => {
  expect(plainSchema(ACTIONS.get('recordCallback')!.data, plainText).safeParse(data).success).toBe(isTaken);
  expect(ajv.compile(formOf('recordCallback'))(data)).toBe(isTaken);
});

test('a rating stands in the case and is told', () => {
  const event = {
    ...{ no: state.no, seq: 1, at: '2026-09-30T01:00:00.000Z', type: 'CallbackRecorded' },
    data: { reached: true, satisfied: true, rating: 4 },
  };
  expect(evolve(state, event).callbacks).toMatchObject([{ reached: true, satisfied: true, rating: 4 }]);
  expect(sentenceOf(event, words)).toEqual({
    zh: '回访：客户满意，评 4 分。',
    en: 'Callback: customer satisfied (4 of 5).',
  });
});
