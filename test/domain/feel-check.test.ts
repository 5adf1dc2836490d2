import { checkExpression, checkFactSchema, checkUnaryTests } from '../../domain/rules/feel/check';
import type { FactSchema, FactType, ValueType } from '../../domain/rules/feel/fact-schema';
import type { Problem, ProblemCode } from '../../domain/rules/feel/problem';

const title = { zh: '事实', en: 'a fact' };

const schema: FactSchema = {
  costFen: { kind: 'number', integer: true, min: 0, title },
  limitFen: { kind: 'number', title },
  knownLossFen: { kind: 'number', nullable: true, title },
  category: { kind: 'string', enum: ['food', 'clothes'], title },
  severity: { kind: 'string', enum: ['minor', 'major'], nullable: true, title },
  product: { kind: 'string', title },
  vip: { kind: 'boolean', title },
  boughtOn: { kind: 'date', title },
  repairedOn: { kind: 'date', nullable: true, title },
  demands: { kind: 'list', of: 'string', enum: ['refund', 'repair'], title },
  'intake.amountFen': { kind: 'number', title },
};

/** The piece of the source that a problem points at. */
function pointedAt(source: string, { at }: Problem): string {
  return at ? source.slice(at.offset, at.offset + at.length) : '';
}

describe('checkExpression, an expression that fits the schema: no problem', () => {
  it.each([
    'costFen > 2000',
    'costFen >= -5 and costFen <= 1.5',
    'intake.amountFen * 2 > costFen',
    'category = "food" or product != "苹果"',
    'category in ("food", "clothes")',
    'category in ["food"]',
    'not(vip) and costFen in [1..500)',
    'costFen between 1 and 500',
    'if vip then costFen / 2 else costFen',
    'round half up(costFen * 0.3, 0) > 100',
    'min(costFen, limitFen, 500) = max(costFen, 1)',
    'list contains(demands, "refund") and count(demands) > 1',
    '"refund" in demands',
    'contains(product, "milk") and string length(product) < 20',
    'boughtOn >= @"2026-01-01" and boughtOn.weekday = 6',
    'date("2026-05-01") - boughtOn <= @"P7D"',
    'boughtOn + duration("P1M") > @"2026-01-31"',
    'vip = (costFen > 3)',
    'costFen > 5 // in fen',
  ])('%s', (source) => {
    expect(checkExpression(source, schema)).toEqual([]);
  });
});

describe('checkExpression, what the evaluator would pass over in silence: refused where it stands', () => {
  type Refused = [source: string, code: ProblemCode, at: string, hint?: RegExp];
  const refused: readonly Refused[] = [
    // Names.
    ['cosFen > 5', 'unknown-name', 'cosFen', /costFen/],
    ['intake.amount > 5', 'unknown-name', 'intake.amount', /intake\.amountFen/],
    ['intake = 5', 'unknown-name', 'intake', /intake\.amountFen/],
    ['category = food', 'unknown-name', 'food', /"food"/],
    ['costFen limitFen > 5', 'unknown-name', 'costFen limitFen', /operator/],
    ['not vip', 'unknown-name', 'not vip', /not\(vip\)/],
    ['boughtOn.hour > 5', 'unknown-name', 'hour', /weekday/],
    ['product.length > 5', 'unknown-name', 'length'],
    ['now > 5', 'unknown-name', 'now'],
    ['? > 5', 'unknown-name', '?'],
    // Functions.
    ['now() > boughtOn', 'refused', 'now()', /time as a fact/],
    ['today() > boughtOn', 'refused', 'today()', /date as a fact/],
    ['matches(product, "(a+)+")', 'refused', 'matches(product, "(a+)+")'],
    ['sum(costFen, 1) > 5', 'refused', 'sum(costFen, 1)'],
    ['list contain(demands, "refund")', 'refused', 'list contain(demands, "refund")', /list contains/],
    ['min(costFen)', 'type', 'min(costFen)'],
    ['abs("a")', 'type', '"a"'],
    ['abs(n: 5)', 'refused', 'n: 5'],
    ['round half up(costFen, costFen)', 'type', 'costFen'],
    ['date(product) > boughtOn', 'refused', 'date(product)'],
    // Kinds.
    ['costFen > "5"', 'type', '"5"'],
    ['"50" > costFen', 'type', 'costFen'],
    ['costFen = "7"', 'type', '"7"'],
    ['boughtOn > "2026-01-01"', 'type', '"2026-01-01"'],
    ['boughtOn > 5', 'type', '5'],
    ['boughtOn > @"2026-01-01T00:00:00"', 'refused', '@"2026-01-01T00:00:00"'],
    ['category < "food"', 'type', '"food"'],
    ['vip > false', 'type', 'false'],
    ['demands = "refund"', 'type', '"refund"'],
    ['vip and costFen', 'type', 'costFen'],
    ['if costFen then 1 else 2', 'type', 'costFen'],
    ['if vip then "a" else 5', 'type', '5'],
    ['1 < costFen < 9', 'type', '1 < costFen < 9', /a < b and b < c/],
    ['1 <= costFen <= 9', 'type', '1 <= costFen <= 9', /a < b and b < c/],
    ['costFen + product', 'type', 'costFen + product'],
    ['costFen ** 2', 'type', 'costFen ** 2'],
    ['boughtOn + 5', 'type', 'boughtOn + 5'],
    ['boughtOn + @"PT5H"', 'refused', '@"PT5H"'],
    ['costFen in demands', 'type', 'demands'],
    ['costFen in limitFen', 'type', 'limitFen'],
    ['vip in (true)', 'type', 'vip'],
    ['[1, "a"] = costFen', 'type', '"a"'],
    // Values.
    ['category = "fod"', 'enum', '"fod"', /food/],
    ['category in ("food", "toys")', 'enum', '"toys"', /food, clothes/],
    ['list contains(demands, "refnd")', 'enum', '"refnd"', /refund/],
    ['"refnd" in demands', 'enum', '"refnd"', /refund/],
    ['costFen between 9 and 1', 'never', '1'],
    ['costFen in [9..1]', 'never', '1'],
    ['costFen in (5..5]', 'never', '5'],
    ['boughtOn between @"2026-05-01" and @"2026-01-01"', 'never', '@"2026-01-01"'],
    ['costFen = 1e3', 'refused', '1e3', /1000/],
    ['@"2026-02-30" > boughtOn', 'refused', '@"2026-02-30"'],
    // Null and zero.
    ['knownLossFen > 5', 'null', 'knownLossFen', /knownLossFen != null/],
    ['severity = "major"', 'null', 'severity'],
    ['costFen > null', 'null', '>'],
    ['if vip then null else 1', 'null', 'null'],
    ['repairedOn.year = 2026', 'null', 'repairedOn'],
    ['costFen / limitFen > 3', 'zero', 'limitFen', /limitFen != 0/],
    ['costFen / 0', 'zero', '0'],
    // Parts of FEEL that policies don't need.
    ['costFen == 5', 'refused', '= 5', /equal is =/],
    ['costFen > 5 or < 3', 'refused', '< 3'],
    ['demands[1] = "refund"', 'refused', 'demands[1]'],
    [
      'some d in demands satisfies d = "refund"',
      'refused',
      'some d in demands satisfies d = "refund"',
      /list contains/,
    ],
    ['for d in demands return d', 'refused', 'for d in demands return d'],
    ['{a: 1}.a', 'refused', '{a: 1}'],
    ['product instance of string', 'refused', 'product instance of string'],
    ['(function(a) a)(5)', 'refused', '(function(a) a)(5)'],
  ];

  // As rest parameters, because Jest takes a parameter that a row doesn't fill for its callback.
  it.each(refused)('%s: %s', (...[source, code, at, hint]: Refused) => {
    const [problem, ...others] = checkExpression(source, schema);
    expect(others).toEqual([]);
    expect(problem?.code).toBe(code);
    expect(pointedAt(source, problem!)).toBe(at);
    if (hint) expect(problem?.hint).toMatch(hint);
  });
});

describe('checkExpression, a fact that may be unknown or zero: accepted behind a guard', () => {
  it.each([
    'knownLossFen != null and knownLossFen > 5',
    'knownLossFen = null or knownLossFen > 5',
    'not(knownLossFen = null) and knownLossFen > 5',
    'vip and knownLossFen != null and (knownLossFen > 5 or costFen > 5)',
    'if knownLossFen != null then knownLossFen + 1 > 5 else false',
    'if knownLossFen = null then 0 > 5 else abs(knownLossFen) > 5',
    'severity != null and not(severity = "major")',
    'knownLossFen != null and not(knownLossFen > 5)',
    'if not(limitFen <= 0) then costFen / limitFen > 3 else false',
    'if not(limitFen < 1) then costFen / limitFen > 3 else false',
    'if limitFen > 0 then costFen / limitFen > 3 else false',
    'if not(limitFen = 0) then costFen / limitFen > 3 else false',
    'if 0 < limitFen then costFen / limitFen > 3 else false',
    'limitFen != 0 and costFen / limitFen > 3',
    'costFen / 100 > 3',
  ])('%s', (source) => {
    expect(checkExpression(source, schema)).toEqual([]);
  });

  it.each([
    ['knownLossFen > 5 and knownLossFen != null', 'the guard comes after'],
    ['knownLossFen != null or knownLossFen > 5', 'the guard is for the other operator'],
    ['knownLossFen != null and knownLossFen + 1 > 5', 'the evaluator computes both sides of and'],
    ['knownLossFen != null and abs(knownLossFen) > 5', 'a function of null is null'],
    ['knownLossFen != null and (if knownLossFen > 5 then vip else true)', 'null chooses else'],
    ['knownLossFen != null and (if vip and knownLossFen > 5 then vip else true)', 'null chooses else'],
    ['if not(limitFen < 0) then costFen / limitFen else 0', 'the guard lets 0 through'],
    ['if not(limitFen > 0) then costFen / limitFen else 0', 'the guard lets 0 through'],
    ['(vip or severity != null) and severity = "major"', 'the guard need not hold'],
    ['if knownLossFen != null then true else knownLossFen > 5', 'the other branch has no guard'],
    ['limitFen != 0 and costFen / limitFen + 1 > 3', 'null is computed with'],
    ['if limitFen > -1 then costFen / limitFen else 0', 'the guard lets 0 through'],
    ['if limitFen >= 0 then costFen / limitFen else 0', 'the guard lets 0 through'],
  ])('%s: refused, because %s', (source) => {
    expect(checkExpression(source, schema).map(({ code }) => code)).toEqual([expect.stringMatching(/null|zero/)]);
  });
});

describe('checkExpression, what is no FEEL: refused with the place where reading stopped', () => {
  it.each([
    ['costFen >', 9, undefined],
    ['costFen > 5 or', 14, undefined],
    ['costFen ≥ 5', 8, 'Write >=.'],
    ['costFen > 5 && vip', 12, 'Write and.'],
    ['!vip', 0, 'Write not(…) or !=.'],
    ['category = “food”', 11, 'Texts stand between straight double quotation marks: "…".'],
    ["category = 'food'", 11, 'Texts stand between straight double quotation marks: "…".'],
    ['costFen > 5,000', 11, 'Write numbers without separators: 5000.'],
    ['', 0, undefined],
  ])('%s', (source, offset, hint) => {
    const [problem] = checkExpression(source, schema);
    expect(problem).toMatchObject({ code: 'syntax', at: { offset } });
    if (hint) expect(problem?.hint).toBe(hint);
  });

  it('an endless one: refused without being read', () => {
    expect(checkExpression(`costFen > ${'1 + '.repeat(500)}1`, schema)).toMatchObject([{ code: 'syntax' }]);
  });
});

describe('checkExpression, another result than expected: refused', () => {
  it.each<[string, ValueType]>([
    ['costFen', { kind: 'boolean' }],
    ['costFen > 5', { kind: 'number' }],
    ['product', { kind: 'string', enum: ['food'] }],
    ['category', { kind: 'string', enum: ['food'] }],
    ['if vip then "food" else "toys"', { kind: 'string', enum: ['food'] }],
    ['demands', { kind: 'list', of: 'number' }],
    ['@"2026-05-01" - boughtOn', { kind: 'number' }],
  ])('%s', (source, expected) => {
    expect(checkExpression(source, schema, expected)).toMatchObject([{ code: 'type' }]);
  });

  it.each<[string, ValueType]>([
    ['costFen > 5', { kind: 'boolean' }],
    ['category', { kind: 'string', enum: ['clothes', 'food', 'toys'] }],
    ['if vip then "food" else category', { kind: 'string', enum: ['food', 'clothes'] }],
    ['demands', { kind: 'list', of: 'string' }],
    ['boughtOn + @"P1Y"', { kind: 'date' }],
  ])('%s: accepted where it fits', (source, expected) => {
    expect(checkExpression(source, schema, expected)).toEqual([]);
  });
});

describe('checkUnaryTests, a cell that fits its input: no problem', () => {
  it.each<[string, keyof typeof schema]>([
    ['-', 'costFen'],
    ['<= 5000', 'costFen'],
    ['5000', 'costFen'],
    ['-5', 'limitFen'],
    ['(100..500]', 'costFen'],
    [']100..500[', 'costFen'],
    ['< 100, [500..900], > 5000', 'costFen'],
    ['not(< 100)', 'costFen'],
    ['<= 50 * 100', 'costFen'],
    ['> limitFen * 2', 'costFen'],
    ['vip and ? > 5', 'costFen'],
    ['? > 5 and ? < 9', 'costFen'],
    ['"food", "clothes"', 'category'],
    ['not("food")', 'category'],
    ['true', 'vip'],
    ['= true', 'vip'],
    ['? = (costFen > 5)', 'vip'],
    ['>= @"2026-01-01"', 'boughtOn'],
    ['[@"2026-01-01"..@"2026-12-31"]', 'boughtOn'],
    ['list contains(?, "refund")', 'demands'],
    ['null', 'severity'],
    ['null, "minor"', 'severity'],
    ['not(null)', 'severity'],
    ['"minor"', 'severity'],
    ['? > 5 and ? < 9', 'knownLossFen'],
  ])('%s for %s', (cell, input) => {
    expect(checkUnaryTests(cell, schema, schema[input]!)).toEqual([]);
  });
});

describe('checkUnaryTests, a cell that the evaluator would answer wrongly in silence: refused', () => {
  it.each<[string, keyof typeof schema, ProblemCode]>([
    ['"5"', 'costFen', 'type'],
    ['> "5"', 'costFen', 'type'],
    ['5', 'product', 'type'],
    ['food', 'category', 'unknown-name'],
    ['"fod"', 'category', 'enum'],
    ['not("fod")', 'category', 'enum'],
    ['[9..1]', 'costFen', 'never'],
    ['5000-9000', 'costFen', 'refused'],
    ['> 5 and < 9', 'costFen', 'refused'],
    ['< 5 or > 9', 'costFen', 'refused'],
    ['<> 5', 'costFen', 'refused'],
    ['- 5', 'costFen', 'refused'],
    ['1e3', 'costFen', 'refused'],
    ['vip', 'costFen', 'type'],
    ['vip', 'vip', 'type'],
    ['not(vip)', 'costFen', 'type'],
    ['costFen > 5', 'limitFen', 'type'],
    ['"refund"', 'demands', 'type'],
    ['demands', 'product', 'type'],
    ['["food", "clothes"]', 'category', 'type'],
    ['? + 1', 'costFen', 'type'],
    ['> ?', 'costFen', 'refused'],
    ['> knownLossFen', 'costFen', 'null'],
    ['? = null or ? > 5', 'knownLossFen', 'null'],
    ['> now()', 'boughtOn', 'refused'],
    ['between 1 and 5', 'costFen', 'syntax'],
    ['≤ 5', 'costFen', 'syntax'],
    ['1..5', 'costFen', 'syntax'],
    ['', 'costFen', 'syntax'],
  ])('%s for %s', (cell, input, code) => {
    expect(checkUnaryTests(cell, schema, schema[input]!).map((problem) => problem.code)).toEqual([code]);
  });
});

describe('checkFactSchema', () => {
  it('names and types that FEEL can hold: no problem', () => {
    expect(checkFactSchema(schema)).toEqual([]);
  });

  const number: FactType = { kind: 'number', title };
  it.each<[string, FactSchema]>([
    ['a built-in function', { count: number }],
    ['a keyword', { then: number }],
    ['not camelCase', { CostFen: number }],
    ['a hyphen, which is a minus', { 'cost-fen': number }],
    ['too deep a group', { 'a.b.c': number }],
    ['a fact and a group at once', { intake: number, 'intake.amountFen': number }],
    ['an enum without values', { category: { kind: 'string', enum: [], title } }],
    ['an enum of numbers', { scores: { kind: 'list', of: 'number', enum: ['1'], title } }],
    ['bounds the wrong way round', { costFen: { kind: 'number', min: 5, max: 1, title } }],
  ])('%s: refused', (_, wrong) => {
    expect(checkFactSchema(wrong)).toMatchObject([{ code: 'fact' }]);
  });
});
