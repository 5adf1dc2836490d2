import { parseDate } from 'feelin';
import { evaluateCondition, evaluateExpression, matches } from '../../domain/rules/feel/evaluate';
import type { FactSchema } from '../../domain/rules/feel/fact-schema';
import { factNamesIn, readFacts } from '../../domain/rules/feel/facts';
import { FeelError } from '../../domain/rules/feel/feel-error';

const facts = {
  costFen: 700,
  limitFen: 0,
  lossFen: null,
  category: 'food',
  amountText: '50',
  vip: true,
  boughtOn: parseDate('2026-03-01'),
  demands: ['refund', 'repair'],
  none: [],
  intake: { amountFen: 3, remark: null },
};

/** What went wrong, if it went wrong as it should. */
function failureOf(evaluation: () => unknown): FeelError {
  try {
    evaluation();
  } catch (error) {
    if (error instanceof FeelError) return error;
    throw error;
  }
  throw new Error('Nothing went wrong.');
}

describe('evaluateExpression, facts that have an answer: it', () => {
  it.each<[string, unknown]>([
    ['costFen > 500 and vip', true],
    ['costFen * 3 - intake.amountFen', 2097],
    ['round half up(costFen * 0.333, 0)', 233],
    ['-costFen', -700],
    ['if category = "food" then "cold" else "dry"', 'cold'],
    ['count(none)', 0],
    ['list contains(demands, "repair")', true],
    ['@"2026-03-08" - boughtOn <= @"P7D"', true],
    ['boughtOn + @"P1M"', '2026-04-01'],
    ['boughtOn.weekday', 7],
    ['demands', ['refund', 'repair']],
    ['lossFen = null', true],
    ['lossFen != null and lossFen > 5', false],
    ['limitFen != 0 and costFen / limitFen > 3', false],
    ['costFen in (5, [600..800])', true],
    ['0 * -5', 0],
  ])('%s', (source, value) => {
    expect(evaluateExpression(source, facts)).toStrictEqual({ value });
  });
});

describe('evaluateExpression, facts on which the evaluator alone would answer false, null or nonsense: an error', () => {
  it.each([
    ['amountText > 2000', 'type', 'a text is never greater than a number'],
    ['amountText = 50', 'type', 'a text equals no number'],
    ['costFen = "700"', 'type', 'a number equals no text'],
    ['cost > 5', 'unknown-name', 'an unknown name is null'],
    ['intake.amount > 5', 'unknown-name', 'an unknown member is null'],
    ['lossFen > 5', 'null', 'null compares to null'],
    ['if lossFen > 5 then 1 else 2', 'null', 'null chooses else'],
    ['lossFen > 5 or vip', 'null', 'the other side hides null'],
    ['intake.remark = "x"', 'null', 'null equals no text'],
    ['costFen / limitFen > 3', 'zero', 'a division by 0 is null'],
    ['boughtOn > "2026-01-01"', 'type', 'a date is never later than a text'],
    ['boughtOn > 5', 'type', 'a date is later than any number'],
    ['1 < costFen < 9', 'type', 'true is less than 9'],
    ['vip and costFen', 'type', 'and with a number is null'],
    ['if costFen then 1 else 2', 'type', 'any number counts as true'],
    ['demands = "refund"', 'type', 'a list of one equals its element, a list of two is null'],
    ['costFen between 900 and 100', 'never', 'the range is turned round'],
    ['costFen = 7e2', 'refused', 'the exponent is dropped'],
    ['now() > boughtOn', 'refused', 'the clock is read'],
    ['costFen > 5 or < 3', 'refused', 'the second part is no condition'],
  ])('%s: %s, where %s', (source, reason) => {
    expect(failureOf(() => evaluateExpression(source, facts)).reason).toBe(reason);
  });

  it('a result out of its bounds: an error', () => {
    const expected = { kind: 'number', integer: true } as const;
    expect(failureOf(() => evaluateExpression('costFen / 3', facts, expected)).reason).toBe('type');
    expect(evaluateExpression('costFen / 7', facts, expected)).toEqual({ value: 100 });
  });

  it('numbers too large for the evaluator: an error', () => {
    const large = { a: 1e308 };
    expect(failureOf(() => evaluateExpression('a * 10', large)).reason).toBe('null');
  });

  it('a date beyond the calendar: an error, not a crash', () => {
    expect(failureOf(() => evaluateExpression('boughtOn + @"P200000Y" + @"P200000Y"', facts)).reason).toBe(
      'evaluation',
    );
  });

  it('the error names the expression and never the value of a fact', () => {
    const secret = { amountText: 'planted words', costFen: 123456 };
    const { message, source } = failureOf(() => evaluateExpression('amountText > costFen', secret));
    expect(source).toBe('amountText > costFen');
    expect(message).toContain('amountText is a text and costFen is a number');
    expect(message).not.toMatch(/planted|123456/);
  });
});

describe('evaluateCondition', () => {
  it('true and false are given back', () => {
    expect(evaluateCondition('vip', facts)).toBe(true);
    expect(evaluateCondition('not(vip)', facts)).toBe(false);
  });

  it.each(['costFen', 'category', '"true"', 'demands'])('%s, which is no condition: an error', (source) => {
    expect(failureOf(() => evaluateCondition(source, facts)).reason).toBe('type');
  });
});

describe('matches, a value and a cell', () => {
  it.each<[string, unknown, boolean]>([
    ['-', 5, true],
    ['-', null, true],
    ['<= 5000', 5000, true],
    ['<= 5000', 5001, false],
    ['(100..500]', 100, false],
    ['(100..500]', 500, true],
    ['not(100)', 100, false],
    ['< 100, > 500', 300, false],
    ['> limitFen', 1, true],
    ['? > 5 and ? < 9', 7, true],
    ['"food", "clothes"', 'clothes', true],
    ['not("food")', 'toys', true],
    ['true', false, false],
    ['false', false, true],
    ['not(true)', true, false],
    ['>= @"2026-01-01"', facts.boughtOn, true],
    ['list contains(?, "refund")', facts.demands, true],
    ['null', null, true],
    ['null', 5, false],
    ['null, 5', null, true],
    ['not(null)', null, false],
    ['not(null)', 5, true],
  ])('%s on %j: %s', (cell, value, expected) => {
    expect(matches(cell, value, facts)).toBe(expected);
  });

  it.each<[string, unknown, string, string]>([
    ['"5"', 5, 'type', 'a text in place of a number never matches'],
    ['> 5', '9', 'type', '"9" is greater than 5'],
    ['<= 5', null, 'null', 'null never matches'],
    ['not(<= 5)', null, 'null', 'null always matches not'],
    ['? > 5', null, 'null', 'null matches a condition that is null'],
    ['"refund"', ['refund'], 'type', 'a list of one matches its element'],
    ['vip', 5, 'type', 'a condition is taken for the answer'],
    ['food', 'food', 'unknown-name', 'an unknown name is null'],
    ['5000-9000', 6000, 'refused', 'it is the number -4000'],
    ['> 5 and < 9', 7, 'refused', 'it never matches'],
    ['[9..1]', 5, 'never', 'the range is turned round'],
    ['≤ 5', 5, 'syntax', 'it is no FEEL'],
  ])('%s on %j: an error (%s), where %s', (cell, value, reason) => {
    expect(failureOf(() => matches(cell, value, facts)).reason).toBe(reason);
  });
});

describe('readFacts', () => {
  const title = { zh: '事实', en: 'a fact' };
  const schema: FactSchema = {
    costFen: { kind: 'number', integer: true, min: 0, title },
    category: { kind: 'string', enum: ['food', 'clothes'], title },
    boughtOn: { kind: 'date', nullable: true, title },
    demands: { kind: 'list', of: 'string', title },
    'intake.vip': { kind: 'boolean', title },
    'intake.since': { kind: 'date', title },
  };
  const json = {
    costFen: 5,
    category: 'food',
    boughtOn: '2026-03-01',
    demands: ['refund'],
    intake: { vip: true, since: '2020-01-01', note: 'x' },
  };

  it('the declared facts alone are taken, and dates are dates', () => {
    const read = readFacts(schema, { ...json, undeclared: 1 });
    expect(Object.keys(read)).toEqual(['costFen', 'category', 'boughtOn', 'demands', 'intake']);
    expect(evaluateCondition('boughtOn > intake.since and intake.vip', read)).toBe(true);
    expect(failureOf(() => evaluateCondition('intake.note = "x"', read)).reason).toBe('unknown-name');
  });

  it('only the facts that are named are read, and only they can be missing', () => {
    const source = 'intake.since.year < 2021 and costFen > 1';
    const read = readFacts(schema, { costFen: 5, intake: { since: '2020-01-01' } }, factNamesIn(source));
    expect(evaluateCondition(source, read)).toBe(true);
    expect(Object.keys(read)).toEqual(['costFen', 'intake']);
  });

  it('a nullable fact may be missing, and is null', () => {
    expect(readFacts(schema, { ...json, boughtOn: undefined })).toMatchObject({ boughtOn: null });
  });

  it.each<[string, object, string]>([
    ['missing', { costFen: null }, 'costFen: it is missing.'],
    ['a text for a number', { costFen: '5' }, 'costFen: it is not a number.'],
    ['half a fen', { costFen: 5.5 }, 'costFen: it is not a whole number.'],
    ['below the least', { costFen: -1 }, 'costFen: it is less than 0.'],
    ['not in the enum', { category: 'toys' }, 'category: it is not one of food, clothes.'],
    ['no date', { boughtOn: '2026-02-30' }, 'boughtOn: it is not a date YYYY-MM-DD.'],
    ['a time for a date', { boughtOn: '2026-02-03T00:00:00Z' }, 'boughtOn: it is not a date YYYY-MM-DD.'],
    ['a mixed list', { demands: ['refund', 5] }, 'demands: it is not a text.'],
    ['no group', { intake: 5 }, 'intake.vip: it is missing.'],
  ])('%s: refused by name, without the value', (_, change, message) => {
    const error = failureOf(() => readFacts(schema, { ...json, ...change }));
    expect(error.reason).toBe('fact');
    expect(error.problems[0]?.message).toBe(message);
  });
});

describe('factNamesIn', () => {
  it('an expression: each fact once, functions and texts not', () => {
    const source = 'count(demands) > 1 and intake.amountFen > min(costFen, intake.amountFen) and category = "costFen"';
    expect(factNamesIn(source)).toEqual(['demands', 'intake.amountFen', 'costFen', 'category']);
  });

  it('a cell: the facts beside its input', () => {
    expect(factNamesIn('? > 5, > limitFen', 'unary')).toEqual(['limitFen']);
  });
});
