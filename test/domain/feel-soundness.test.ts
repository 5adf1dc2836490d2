import fc from 'fast-check';
import { parseDate } from 'feelin';
import { checkExpression, checkUnaryTests } from '../../domain/rules/feel/check';
import { evaluateExpression, matches } from '../../domain/rules/feel/evaluate';
import type { FactSchema, FactType } from '../../domain/rules/feel/fact-schema';

const title = { zh: '事实', en: 'a fact' };

const schema: FactSchema = {
  costFen: { kind: 'number', min: 1, title },
  limitFen: { kind: 'number', title },
  lossFen: { kind: 'number', nullable: true, title },
  'intake.amountFen': { kind: 'number', nullable: true, title },
  category: { kind: 'string', enum: ['food', 'clothes'], title },
  severity: { kind: 'string', enum: ['minor', 'major'], nullable: true, title },
  product: { kind: 'string', title },
  vip: { kind: 'boolean', title },
  founded: { kind: 'boolean', nullable: true, title },
  boughtOn: { kind: 'date', title },
  repairedOn: { kind: 'date', nullable: true, title },
  demands: { kind: 'list', of: 'string', title },
  scores: { kind: 'list', of: 'number', nullable: true, title },
};

const number = fc.constantFrom(-3, -1, 0, 0.5, 1, 2, 100);
const date = fc.constantFrom('2024-02-29', '2025-12-31', '2026-01-01', '2026-03-05').map((text) => parseDate(text));
const orNull = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: null, freq: 2 });
const text = fc.constantFrom('food', 'clothes', 'minor', 'x', '');

/** Facts as the schema allows them, with nulls and zeros more often than life has them. */
const anyFacts = fc.record({
  costFen: fc.constantFrom(1, 2, 100),
  limitFen: number,
  lossFen: orNull(number),
  intake: fc.record({ amountFen: orNull(number) }),
  category: fc.constantFrom('food', 'clothes'),
  severity: orNull(fc.constantFrom('minor', 'major')),
  product: text,
  vip: fc.boolean(),
  founded: orNull(fc.boolean()),
  boughtOn: date,
  repairedOn: orNull(date),
  demands: fc.array(text, { maxLength: 3 }),
  scores: orNull(fc.array(number, { maxLength: 3 })),
});

type Kind = 'number' | 'string' | 'boolean' | 'date' | 'days' | 'list' | 'guard';

const list = (parts: string[]) => parts.join(', ');
const join =
  (...between: string[]) =>
  (parts: string[]) =>
    parts.map((part, index) => (between[index] ?? '') + part).join('') + (between[parts.length] ?? '');

/** A fact asked whether it is known, or not 0, and then used: the guards that suffice among some that don't. */
const guarded = fc
  .record({
    guard: fc.constantFrom(
      'f != null',
      'not(f = null)',
      'f != 0',
      'f > 0',
      'f >= 0',
      '0 > f',
      'not(f = 0)',
      'not(f < 0)',
    ),
    more: fc.constantFrom('', ' and f != null', ' and f != 0', ' and vip', ' or vip', ' or founded != null'),
    use: fc.constantFrom(
      'f > 1',
      'f = 2',
      'f + 1 > 2',
      'not(f > 1)',
      'not(f = 1)',
      'f in [0..2]',
      'costFen between f and 9',
      'costFen / f > 1',
      'costFen / f = 1',
      'not(costFen / f = 1)',
      'costFen / f + 1 > 2',
      '(f > 1 or vip)',
      '(if f > 1 then vip else true)',
      'min(f, 1) = 1',
      'min(f, 1) + 1 > 2',
      '(founded != null and (founded or f > 1))',
    ),
    shape: fc.constantFrom(
      (guard: string, use: string) => `((${guard}) and ${use})`,
      (guard: string, use: string) => `(not(${guard}) or ${use})`,
      (guard: string, use: string) => `(${use} and (${guard}))`,
      (guard: string, use: string) => `((${guard}) or ${use})`,
      (guard: string, use: string) => `(if ${guard} then ${use} else vip)`,
      (guard: string, use: string) => `(if ${guard} then vip else ${use})`,
      (guard: string, use: string) => `((${guard}) and (vip or ${use}))`,
      (guard: string, use: string) => `(lossFen != null and ((${guard}) and ${use}))`,
    ),
    fact: fc.constantFrom('lossFen', 'limitFen', 'intake.amountFen'),
  })
  .map(({ guard, more, use, shape, fact }) => shape(guard + more, use).replace(/\bf\b/g, fact));

/** Source texts of each kind, most of them well formed; now and then a part of another kind slips in. */
const { expression } = fc.letrec<Record<Kind | 'expression', string>>((tie) => {
  const of = (kind: Kind): fc.Arbitrary<string> =>
    fc.oneof(
      { maxDepth: 4, depthIdentifier: 'source' },
      { arbitrary: leaf[kind], weight: 4 },
      { arbitrary: tie(kind), weight: 10 },
      { arbitrary: tie('expression'), weight: 1 },
    );
  const build = (kinds: Kind[], how: (parts: string[]) => string) => fc.tuple(...kinds.map(of)).map(how);
  const operator = fc.constantFrom('+', '-', '*', '/');
  const comparator = fc.constantFrom('=', '!=', '<', '<=', '>', '>=');
  const choice = (kind: Kind) => build(['guard', kind, kind], join('(if ', ' then ', ' else ', ')'));

  const leaf: Record<Kind, fc.Arbitrary<string>> = {
    number: fc.constantFrom('costFen', 'costFen', 'limitFen', 'lossFen', 'intake.amountFen', '0', '2', '-1.5', 'null'),
    string: fc.constantFrom('category', 'severity', 'product', '"food"', '"minor"', '"x"', 'null'),
    boolean: fc.constantFrom('vip', 'founded', 'true', 'false'),
    date: fc.constantFrom('boughtOn', 'repairedOn', '@"2026-01-01"', 'date("2024-02-29")'),
    days: fc.constantFrom('@"P7D"', 'duration("P0D")', '@"P1M"'),
    list: fc.constantFrom('demands', 'scores', '["food", "x"]', '[1, costFen]'),
    guard: fc.constantFrom(
      'lossFen != null',
      'intake.amountFen = null',
      'severity != null',
      'founded != null',
      'repairedOn != null',
      'scores != null',
      'limitFen != 0',
      'limitFen > 0',
      'limitFen >= 0',
      '0 = limitFen',
      'lossFen != null and lossFen != 0',
    ),
  };
  return {
    expression: fc.oneof(
      { maxDepth: 4, depthIdentifier: 'source' },
      leaf.boolean,
      tie('boolean'),
      tie('guard'),
      tie('number'),
    ),
    number: fc.oneof(
      fc.tuple(of('number'), operator, of('number')).map(join('(', ' ', ' ', ')')),
      build(['number'], join('-(', ')')),
      build(['number', 'number'], join('min(', ', ', ')')),
      build(['number', 'number'], join('costFen / max(', ', ', ')')),
      build(['number', 'number'], join('2 / (', ' + ', ')')),
      build(['number'], join('round half up(', ', 2)')),
      build(['list'], join('count(', ')')),
      build(['string'], join('string length(', ')')),
      build(['date'], join('', '.year')),
      choice('number'),
    ),
    string: choice('string'),
    boolean: fc.oneof(
      fc.tuple(of('number'), comparator, of('number')).map(join('', ' ', ' ')),
      fc.tuple(of('string'), comparator, of('string')).map(join('(', ' ', ' ', ')')),
      fc.tuple(of('date'), comparator, of('date')).map(join('', ' ', ' ')),
      fc.tuple(of('days'), comparator, of('days')).map(join('', ' ', ' ')),
      build(['number', 'number', 'number'], join('', ' between ', ' and ')),
      build(['number', 'number', 'number'], join('', ' in (', ', > ', ')')),
      build(['number', 'number', 'number'], join('', ' in [', '..', ']')),
      build(['string', 'string', 'string'], join('', ' in (', ', ', ')')),
      build(['string', 'list'], join('', ' in ')),
      build(['list', 'string'], (parts) => `list contains(${list(parts)})`),
      build(['boolean'], join('not(', ')')),
      guarded,
      build(['guard', 'boolean'], join('(', ' and ', ')')),
      build(['guard', 'boolean'], join('(', ' or ', ')')),
      build(['boolean', 'boolean'], join('(', ' and ', ')')),
      build(['boolean', 'boolean'], join('', ' or ')),
      choice('boolean'),
    ),
    date: fc.oneof(build(['date', 'days'], join('(', ' + ', ')')), choice('date')),
    days: fc.oneof(build(['date', 'date'], join('(', ' - ', ')')), build(['days', 'days'], join('(', ' + ', ')'))),
    list: choice('list'),
    guard: fc.oneof(
      leaf.guard,
      build(['guard'], join('not(', ')')),
      build(['guard', 'guard'], join('(', ' and ', ')')),
      build(['guard', 'boolean'], join('(', ' and ', ')')),
      build(['guard', 'guard'], join('(', ' or ', ')')),
    ),
  };
});

/** Runs the property and answers which share of the inputs was not passed over. */
function shareChecked<T>(inputs: fc.Arbitrary<T>, numRuns: number, check: (input: T) => boolean): number {
  let checked = 0;
  fc.assert(
    fc.property(inputs, (input) => {
      if (check(input)) checked += 1;
    }),
    { numRuns },
  );
  return checked / numRuns;
}

describe.each([
  ['an expression', expression],
  ['a guarded use of a fact', guarded],
])('%s', (_, sources) => {
  test('without a problem: has an answer of its kind on all facts of the schema', () => {
    const examples = fc.array(anyFacts, { minLength: 8, maxLength: 8 });
    const share = shareChecked(fc.tuple(sources, examples), 1_000, ([source, facts]) => {
      if (checkExpression(source, schema).length > 0) return false;
      const kinds = facts.map((example) => typeof evaluateExpression(source, example).value);
      expect(new Set(kinds).size).toBe(1);
      return true;
    });
    // Else the law would hold because nearly everything is refused.
    expect(share).toBeGreaterThan(0.1);
  });
});

const inputs: Record<string, { type: FactType; values: fc.Arbitrary<unknown>; bounds: fc.Arbitrary<string> }> = {
  number: {
    type: { kind: 'number', title },
    values: number,
    bounds: fc.constantFrom('-1', '0', '1', '2', 'costFen', 'limitFen', 'costFen * 2', 'lossFen', '"x"'),
  },
  date: {
    type: { kind: 'date', title },
    values: date,
    bounds: fc.constantFrom('@"2025-12-31"', '@"2026-01-01"', 'boughtOn', 'boughtOn + @"P1M"', 'repairedOn', '5'),
  },
  string: {
    type: { kind: 'string', title },
    values: text,
    bounds: fc.constantFrom('"food"', '"x"', 'product', 'category', 'severity', '1'),
  },
  boolean: {
    type: { kind: 'boolean', title },
    values: fc.boolean(),
    bounds: fc.constantFrom('true', 'false', 'vip', '1'),
  },
};

describe.each(Object.entries(inputs))('a cell for a %s', (_, { type, values, bounds }) => {
  const single = fc.oneof(
    bounds,
    fc.tuple(fc.constantFrom('=', '!=', '<', '<=', '>', '>='), bounds).map(join('', ' ')),
    fc.tuple(fc.constantFrom('[', '('), bounds, bounds, fc.constantFrom(']', ')')).map(join('', '', '..', '')),
    bounds.map((bound) => `? = ${bound}`),
  );
  const tests = fc.array(single, { minLength: 1, maxLength: 3 }).map(list);

  test('without a problem: some answer on every value, and not(…) gives the other one', () => {
    const share = shareChecked(fc.tuple(tests, values, anyFacts), 300, ([source, value, facts]) => {
      if (checkUnaryTests(source, schema, type).length > 0) return false;
      expect(matches(`not(${source})`, value, facts)).toBe(!matches(source, value, facts));
      return true;
    });
    expect(share).toBeGreaterThan(0.03);
  });

  test('of alternatives: matches where one of them does', () => {
    const share = shareChecked(fc.tuple(single, single, values, anyFacts), 300, ([a, b, value, facts]) => {
      if (checkUnaryTests(`${a}, ${b}`, schema, type).length > 0) return false;
      expect(matches(`${a}, ${b}`, value, facts)).toBe(matches(a, value, facts) || matches(b, value, facts));
      return true;
    });
    expect(share).toBeGreaterThan(0.03);
  });
});
