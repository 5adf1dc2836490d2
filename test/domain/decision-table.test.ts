import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { parse } from 'yaml';
import type { DecisionTable, TableProblem } from '../../domain/rules/decision-table';
import { checkTable, DecisionFailed, evaluateTable, factNamesOf } from '../../domain/rules/decision-table';
import { decisionTableSchema } from '../../domain/rules/decision-table.schema';
import { checkExpression } from '../../domain/rules/feel/check';
import type { FactSchema } from '../../domain/rules/feel/fact-schema';
import type { Facts } from '../../domain/rules/feel/facts';
import { readFacts } from '../../domain/rules/feel/facts';

const title = { zh: '表', en: 'a table' };

const schema: FactSchema = {
  costFen: { kind: 'number', integer: true, min: 0, title },
  weightKg: { kind: 'number', min: 0, title },
  lossFen: { kind: 'number', nullable: true, title },
  category: { kind: 'string', enum: ['food', 'clothes', 'toys'], title },
  supplier: { kind: 'string', title },
  injured: { kind: 'boolean', title },
  boughtOn: { kind: 'date', title },
  complainedOn: { kind: 'date', title },
  demands: { kind: 'list', of: 'string', title },
};

const facts = {
  costFen: 5_000,
  weightKg: 1,
  lossFen: null,
  category: 'food',
  supplier: 'S1',
  injured: false,
  boughtOn: '2026-03-01',
  complainedOn: '2026-03-05',
  demands: ['refund'],
};

const APPROVAL = `
id: approvalTier
title: { zh: 审批权限, en: Who approves }
hit: unique
inputs:
  costFen: { expression: costFen }
outputs:
  role: { type: { kind: string, enum: [frontDesk, deputy, storeManager] } }
rules:
  - { id: T1, when: { costFen: '<= 5000' }, then: { role: frontDesk } }
  - { id: T2, when: { costFen: '(5000..20000]' }, then: { role: deputy } }
  - { id: T3, when: { costFen: '> 20000' }, then: { role: storeManager } }
`;

function tableOf(yaml: string): DecisionTable {
  return decisionTableSchema.parse(parse(yaml));
}

/** A table with a single output, by the cells of its rules. */
function table(
  hit: DecisionTable['hit'],
  inputs: readonly string[],
  rules: readonly (readonly (string | undefined)[])[],
  rest: Partial<DecisionTable> = {},
): DecisionTable {
  return {
    id: 'test',
    title,
    hit,
    inputs: Object.fromEntries(inputs.map((input) => [input, { expression: input }])),
    outputs: { answer: { type: { kind: 'string' } } },
    rules: rules.map((cells, index) => ({
      id: `R${index + 1}`,
      when: Object.fromEntries(inputs.flatMap((input, column) => (cells[column] ? [[input, cells[column]]] : []))),
      then: { answer: `a${index + 1}` },
    })),
    ...rest,
  };
}

function decide(decided: DecisionTable, changes: object = {}) {
  return evaluateTable(decided, readFacts(schema, { ...facts, ...changes }));
}

function failureOf(decided: DecisionTable, changes: object = {}): DecisionFailed {
  return failureOn(decided, readFacts(schema, { ...facts, ...changes }));
}

function failureOn(decided: DecisionTable, raw: Facts): DecisionFailed {
  try {
    evaluateTable(decided, raw);
  } catch (error) {
    if (error instanceof DecisionFailed) return error;
    throw error;
  }
  throw new Error('The table decided.');
}

/** `code rule column`, for comparing. */
function brief({ code, ruleId, column }: TableProblem): string {
  return [code, ruleId, column].filter((part) => part !== undefined).join(' ');
}

function problemsOf(checked: DecisionTable): string[] {
  return checkTable(checked, schema).map(brief);
}

describe('decisionTableSchema', () => {
  it('YAML: cells may be bare numbers and true or false, missing cells are none', () => {
    const { rules } = tableOf(`
      id: major
      title: { zh: 重大, en: Major }
      hit: first
      inputs: { injured: { expression: injured }, count: { expression: count(demands) } }
      outputs: { major: { type: { kind: boolean } } }
      rules:
        - { id: M1, when: { injured: true, count: 3 }, then: { major: true }, source: 'handbook 4.2' }
        - { id: M2, then: { major: false } }
    `);
    expect(rules).toMatchObject([{ when: { injured: 'true', count: '3' } }, { when: {} }]);
  });

  it.each([
    ['an unknown key', 'hitPolicy: first', /hitPolicy/],
    ['a default of a collecting table', 'default: { role: x }', /empty list/],
  ])('%s: refused', (_, line, message) => {
    const result = decisionTableSchema.safeParse(parse(`${APPROVAL.replace('unique', 'collect')}\n${line}`));
    expect(result.error?.message).toMatch(message);
  });
});

describe('evaluateTable, unique', () => {
  const approval = tableOf(APPROVAL);

  it.each([
    [0, 'frontDesk', 'T1'],
    [5_000, 'frontDesk', 'T1'],
    [5_001, 'deputy', 'T2'],
    [20_000, 'deputy', 'T2'],
    [20_001, 'storeManager', 'T3'],
  ])('%d fen: %s by %s', (costFen, role, rule) => {
    expect(decide(approval, { costFen })).toEqual({ answer: { role }, rules: [rule] });
  });

  it('two rules apply: fails with both and the facts at issue', () => {
    const failure = failureOf(table('unique', ['costFen', 'category'], [['> 100'], ['> 200', '"food"'], ['> 9999']]));
    expect(failure).toMatchObject({ reason: 'several-rules', rules: ['R1', 'R2'], facts: ['costFen', 'category'] });
  });

  it('no rule applies: fails, and names the facts but not their values', () => {
    const failure = failureOf(table('unique', ['costFen'], [['< 4711']]), { costFen: 4711 });
    expect(failure).toMatchObject({ table: 'test', reason: 'no-rule', rules: [], facts: ['costFen'] });
    expect(failure.message).not.toContain('4711');
  });

  it('no rule applies, with a default: the default, by no rule', () => {
    const withDefault = table('unique', ['costFen'], [['< 5']], { default: { answer: '= category' } });
    expect(decide(withDefault)).toEqual({ answer: { answer: 'food' }, rules: [] });
  });
});

describe('evaluateTable, first', () => {
  it('the first rule that applies answers, and later ones are not asked', () => {
    expect(decide(table('first', ['costFen'], [['< 100'], ['> 200'], ['> 100'], ['> noSuchFact']]))).toEqual({
      answer: { answer: 'a2' },
      rules: ['R2'],
    });
  });
});

describe('evaluateTable, collect', () => {
  const grounds = table('collect', ['costFen', 'injured'], [['> 100'], [undefined, 'true'], ['-', 'false']]);

  it('all rules that apply answer, in their order', () => {
    expect(decide(grounds)).toEqual({ answer: [{ answer: 'a1' }, { answer: 'a3' }], rules: ['R1', 'R3'] });
  });

  it('no rule applies: an empty list', () => {
    expect(decide(table('collect', ['costFen'], [['> 9999']]))).toEqual({ answer: [], rules: [] });
  });
});

describe('evaluateTable, answers', () => {
  it('JSON stands as it is, texts that start with = are computed, dates are ISO texts', () => {
    const answers = table('first', ['costFen'], [['-']], {
      outputs: {
        shareFen: { type: { kind: 'number', integer: true } },
        until: { type: { kind: 'date' } },
        roles: { type: { kind: 'list', of: 'string' } },
        remark: { type: { kind: 'string' }, nullable: true },
      },
      rules: [
        {
          id: 'A1',
          when: {},
          then: {
            shareFen: '= round half up(costFen * 0.333, 0)',
            until: '=complainedOn + @"P7D"',
            roles: ['deputy'],
            remark: null,
          },
        },
      ],
    });
    expect(checkTable(answers, schema)).toEqual([]);
    expect(decide(answers).answer).toEqual({ shareFen: 1665, until: '2026-03-12', roles: ['deputy'], remark: null });
  });

  it('a computed answer out of its bounds: fails with its rule and facts', () => {
    const output = { answer: { type: { kind: 'number' as const, max: 100 } } };
    const rules = [{ id: 'A1', when: {}, then: { answer: '= costFen' } }];
    const failure = failureOf(table('first', [], [], { outputs: output, rules }));
    expect(failure).toMatchObject({ reason: 'uncertain', rules: ['A1'], facts: ['costFen'] });
  });
});

describe('evaluateTable, an unknown input', () => {
  it('a rule that names null applies, the others do not', () => {
    const known = table('unique', ['lossFen'], [['null'], ['<= 500'], ['> 500']]);
    expect(checkTable(known, schema)).toEqual([]);
    expect(decide(known).rules).toEqual(['R1']);
    expect(decide(known, { lossFen: 501 }).rules).toEqual(['R3']);
  });

  it('not(…) does not apply either, which the evaluator would say it does', () => {
    expect(decide(table('unique', ['lossFen'], [['not(> 500)'], ['null']])).rules).toEqual(['R2']);
  });

  it('no rule names null: fails, whichever other cells match', () => {
    const unaware = table('unique', ['injured', 'lossFen'], [['true', '<= 500'], ['false']]);
    expect(failureOf(unaware)).toMatchObject({ reason: 'uncertain', rules: ['R1'], facts: ['lossFen'] });
  });
});

describe('evaluateTable, facts that are not what the table takes them for: fails instead of saying no', () => {
  it.each([
    ['a text in place of a number', { costFen: '50', category: 'food' }, 'costFen'],
    ['a missing fact', { category: 'food' }, 'costFen'],
    ['a number in place of a text', { costFen: 5000, category: 5 }, 'category'],
  ])('%s', (_, raw, fact) => {
    const tiers = table('unique', ['costFen', 'category'], [['> 2000', '"food"'], ['<= 2000']]);
    expect(failureOn(tiers, raw)).toMatchObject({ reason: 'uncertain', facts: [fact] });
  });

  it('a cell for an input that the table does not have: fails', () => {
    const stray = table('unique', ['costFen'], [['> 5']]);
    stray.rules[0]!.when = { cost: '> 5' };
    expect(failureOf(stray).reason).toBe('uncertain');
  });
});

describe('factNamesOf', () => {
  it('names the facts of inputs, cells and computed answers once', () => {
    const mixed = table('first', ['costFen', 'category'], [['> weightKg * 100'], ['-', '"food"']]);
    expect(factNamesOf(mixed)).toEqual(['costFen', 'category', 'weightKg']);
    const computed = table('first', ['category'], [['"food"']], { default: { answer: '= supplier' } });
    expect(factNamesOf(computed)).toEqual(['category', 'supplier']);
  });
});

describe('checkTable, expressions and names', () => {
  it('the sample: no problem', () => {
    expect(problemsOf(tableOf(APPROVAL))).toEqual([]);
  });

  const approval = tableOf(APPROVAL);
  const [first] = approval.rules;
  it.each<[string, Partial<DecisionTable>, string]>([
    ['an input with an unknown fact', { inputs: { costFen: { expression: 'cosFen' } } }, 'unknown-name costFen'],
    ['a bad cell', { rules: [{ ...first!, when: { costFen: '"5"' } }] }, 'type T1 costFen'],
    ['a cell of no input', { rules: [{ ...first!, when: { cost: '> 5' } }] }, 'table T1 cost'],
    ['a missing answer', { rules: [{ ...first!, then: {} }] }, 'table T1 role'],
    ['a stray answer', { rules: [{ ...first!, then: { role: 'deputy', rol: 'x' } }] }, 'table T1 rol'],
    ['an answer not in the enum', { rules: [{ ...first!, then: { role: 'boss' } }] }, 'type T1 role'],
    ['an answer that is null', { rules: [{ ...first!, then: { role: null } }] }, 'type T1 role'],
    ['an answer computed wrongly', { rules: [{ ...first!, then: { role: '= costFen' } }] }, 'type T1 role'],
    [
      'an answer that may be none of the enum',
      { rules: [{ ...first!, then: { role: '= supplier' } }] },
      'type T1 role',
    ],
    ['a bad default', { default: { role: 'boss' } }, 'type default role'],
    ['a repeated id', { rules: [...approval.rules, { ...first!, when: { costFen: '< 0' } }] }, 'table T1'],
  ])('%s: refused with rule and column', (_, change, problem) => {
    expect(problemsOf({ ...approval, ...change })).toEqual([problem]);
  });

  it('a position within the cell is kept', () => {
    const [problem] = checkTable(table('first', ['category'], [['"food", "fod"'], ['-']]), schema);
    expect(problem).toMatchObject({ code: 'enum', ruleId: 'R1', column: 'category', at: { offset: 8, length: 5 } });
  });

  it('an input that may be unknown, with no rule for that: refused', () => {
    expect(problemsOf(table('unique', ['lossFen'], [['<= 500'], ['> 500']]))).toEqual(['null lossFen']);
  });
});

describe('checkTable, gaps', () => {
  it.each<[string, string[], (string | undefined)[][], RegExp]>([
    [
      'below the first tier',
      ['costFen'],
      [['[100..500]'], ['> 500']],
      /costFen is 0; or where costFen is between 0 and 100/,
    ],
    [
      'between tiers',
      ['costFen'],
      [['<= 500'], ['> 700']],
      /costFen is between 500 and 700; or where costFen is 700\./,
    ],
    ['at two limits', ['costFen'], [['< 5'], ['> 6']], /^No rule applies where costFen is 5; or where costFen is 6\.$/],
    ['at a limit', ['costFen'], [['< 500'], ['> 500']], /^No rule applies where costFen is 500\.$/],
    ['between whole kilograms', ['weightKg'], [['<= 5'], ['>= 6']], /weightKg is between 5 and 6/],
    ['above the last tier', ['costFen'], [['<= 500'], ['(500..700]']], /costFen is above 700/],
    ['a value of an enum', ['category'], [['"food"'], ['"toys"']], /category is "clothes"/],
    ['any other text', ['supplier'], [['"S1"'], ['"S2"']], /supplier is any other text/],
    ['true or false', ['injured'], [['true']], /injured is false/],
    ['a day', ['boughtOn'], [['< @"2026-03-01"'], ['> @"2026-03-01"']], /boughtOn is 2026-03-01/],
    [
      'a pair',
      ['category', 'costFen'],
      [['"food"'], ['not("food")', '> 100']],
      /category is "clothes" and costFen is 0/,
    ],
    ['unknown', ['lossFen', 'injured'], [['null', 'true'], ['not(null)']], /lossFen is unknown and injured is false/],
  ])('%s: named by an example', (_, inputs, rules, message) => {
    const [problem, ...others] = checkTable(table('unique', inputs, rules), schema);
    expect(others).toEqual([]);
    expect(problem?.code).toBe('gap');
    expect(problem?.message).toMatch(message);
  });

  it('whole numbers: <= 5 and >= 6 leave none', () => {
    expect(problemsOf(table('unique', ['costFen'], [['<= 5'], ['>= 6']]))).toEqual([]);
  });

  it.each(['max(costFen, limitFen)', 'costFen + limitFen', 'costFen * 2', 'count(demands)', 'floor(weightKg) + 1'])(
    '%s: whole numbers too',
    (expression) => {
      const tiers = table('unique', ['x'], [['<= 5'], ['>= 6']], { inputs: { x: { expression } } });
      const limited: FactSchema = { ...schema, limitFen: { kind: 'number', integer: true, title } };
      expect(checkTable(tiers, limited)).toEqual([]);
    },
  );

  it.each(['max(costFen, -1)', 'costFen + count(demands)', 'min(costFen, 7)', 'costFen - -2'])(
    '%s: nothing is missing below 0',
    (expression) => {
      const tiers = table('unique', ['x'], [['[0..5]'], ['> 5']], { inputs: { x: { expression } } });
      expect(problemsOf(tiers)).toEqual([]);
    },
  );

  it.each(['costFen / 2', 'costFen * 0.5', 'costFen - 1', 'min(costFen, lossFen)'])(
    '%s: the gap that is there is found',
    (expression) => {
      const known: FactSchema = { ...schema, lossFen: { kind: 'number', title } };
      const tiers = table('unique', ['x'], [['[0..5]'], ['>= 6']], { inputs: { x: { expression } } });
      expect(checkTable(tiers, known)).toMatchObject([{ code: 'gap' }]);
    },
  );

  it('days between two dates: whole days too', () => {
    const days = table('unique', ['age'], [['<= @"P7D"'], ['>= @"P8D"']], {
      inputs: { age: { expression: 'complainedOn - boughtOn' } },
    });
    expect(problemsOf(days)).toEqual([]);
    expect(decide(days).rules).toEqual(['R1']);
    expect(decide(days, { complainedOn: '2026-03-09' }).rules).toEqual(['R2']);
  });

  it('a default, or collecting: no gap', () => {
    expect(problemsOf(table('unique', ['costFen'], [['> 5']], { default: { answer: 'x' } }))).toEqual([]);
    expect(problemsOf(table('collect', ['costFen'], [['> 5']]))).toEqual([]);
  });

  it('cells that compute from facts: no claim', () => {
    expect(problemsOf(table('first', ['costFen'], [['> weightKg * 100']]))).toEqual([]);
    expect(problemsOf(table('first', ['demands'], [['list contains(?, "refund")']]))).toEqual([]);
  });

  it('a table too large for the proof: refused rather than believed', () => {
    const PAIRS = 16;
    const inputs = Array.from({ length: 2 * PAIRS }, (_, index) => `x${index}`);
    const flags = Object.fromEntries(inputs.map((input) => [input, { kind: 'boolean' as const, title }]));
    const rule = (pair: number, a: boolean, b: boolean) =>
      inputs.map((_, at) => (at === pair ? String(a) : at === pair + PAIRS ? String(b) : undefined));
    // The last pair alone takes everything; until its second column, any of the other rules might still apply.
    const others = inputs.slice(0, PAIRS - 1).map((_, pair) => rule(pair, true, false));
    const four = [true, false].flatMap((a) => [rule(PAIRS - 1, a, true), rule(PAIRS - 1, a, false)]);
    const problems = checkTable(table('first', inputs, [...others, ...four]), flags);
    expect(problems.map(brief)).toEqual(['unproven']);
    expect(checkTable(table('first', inputs, [...four]), flags)).toEqual([]);
  });
});

describe('checkTable, overlaps of a unique table', () => {
  it.each<[string, string[], (string | undefined)[][], RegExp]>([
    ['at a limit', ['costFen'], [['<= 500'], ['>= 500']], /R1 and R2 both apply where costFen is 500/],
    ['one within the other', ['costFen'], [['-'], ['> 500']], /costFen is above 500/],
    ['by an enum', ['category'], [['"food", "toys"'], ['not("food")']], /category is "toys"/],
    [
      'in both columns',
      ['category', 'costFen'],
      [['"food"'], [undefined, '> 500']],
      /category is "food" and costFen is above 500/,
    ],
  ])('%s: named by an example', (_, inputs, rules, message) => {
    const overlaps = checkTable(table('unique', inputs, rules), schema).filter(({ code }) => code === 'overlap');
    expect(overlaps).toMatchObject([{ ruleId: 'R2', message: expect.stringMatching(message) }]);
  });

  it('a rule that computes from facts: no claim', () => {
    expect(problemsOf(table('unique', ['costFen'], [['> weightKg * 100'], ['> 500']]))).toEqual([]);
    expect(problemsOf(table('unique', ['costFen'], [['> 500'], ['> weightKg * 100']]))).toEqual([]);
  });

  it('rules apart in one column: none', () => {
    const apart = table(
      'unique',
      ['category', 'costFen'],
      [['"food"'], ['not("food")', '> 5'], ['not("food")', '<= 5']],
    );
    expect(problemsOf(apart)).toEqual([]);
  });
});

describe('checkTable, rules that can never apply', () => {
  it('below the least value, or no value of the enum left: refused with the cell', () => {
    expect(problemsOf(table('first', ['costFen'], [['< 0'], ['-']]))).toEqual(['never R1 costFen']);
    expect(problemsOf(table('first', ['category'], [['not("food", "clothes", "toys")'], ['-']]))).toEqual([
      'never R1 category',
    ]);
  });

  it('behind rules that together take everything: refused under first', () => {
    expect(problemsOf(table('first', ['costFen'], [['<= 500'], ['> 300'], ['400']]))).toEqual(['unreachable R3']);
  });

  it('behind a rule that computes from facts: not refused', () => {
    expect(problemsOf(table('first', ['costFen'], [['>= weightKg'], ['-']]))).toEqual([]);
  });
});

describe('laws', () => {
  const limits = fc.uniqueArray(fc.integer({ min: 1, max: 1_000 }), { minLength: 1, maxLength: 6 });
  const tiers = limits.map((unsorted) => {
    const sorted = unsorted.sort((a, b) => a - b);
    const middle = sorted.slice(1).map((limit, index) => [`(${sorted[index] ?? 0}..${limit}]`]);
    return [[`<= ${sorted[0] ?? 0}`], ...middle, [`> ${sorted.at(-1) ?? 0}`]];
  });

  test('tiers that join: no problem, and every amount has exactly one', () => {
    fc.assert(
      fc.property(tiers, fc.nat(1_100), (cells, costFen) => {
        const joined = table('unique', ['costFen'], cells);
        expect(problemsOf(joined)).toEqual([]);
        expect(decide(joined, { costFen }).rules).toHaveLength(1);
      }),
      { numRuns: 60 },
    );
  });

  const LARGEST = 6;
  const bounded: FactSchema = {
    costFen: { kind: 'number', integer: true, min: 0, max: LARGEST, title },
    category: { kind: 'string', enum: ['food', 'clothes', 'toys'], title },
    lossFen: { kind: 'number', nullable: true, title },
  };
  const inputs = ['costFen', 'category', 'lossFen'] as const;
  /** Every kind of facts that a cell can tell apart, loss being compared with 3 alone. */
  const everything = Array.from({ length: LARGEST + 1 }, (_, costFen) => costFen).flatMap((costFen) =>
    ['food', 'clothes', 'toys'].flatMap((category) =>
      [null, 2.5, 3, 4].map((lossFen) => ({ costFen, category, lossFen })),
    ),
  );

  const number = fc.integer({ min: 0, max: LARGEST });
  const costCell = fc.oneof(
    fc.constant('-'),
    fc.tuple(fc.constantFrom('<', '<=', '>', '>=', '=', '!='), number).map((test) => test.join(' ')),
    fc.tuple(number, number).map(([a, b]) => `[${Math.min(a, b)}..${Math.max(a, b)}]`),
    fc.tuple(number, number).map(([a, b]) => `not(${a}, > ${b})`),
  );
  const categoryCell = fc.constantFrom('-', '"food"', '"toys", "clothes"', 'not("food")', 'not("toys")');
  const lossCell = fc.constantFrom('-', 'null', 'not(null)', 'null, <= 3', 'not(null, 3)', '> 3', 'not(<= 3)');
  const anything = ['-', '-', '-'] as const;
  const rules = fc
    .tuple(fc.array(fc.tuple(costCell, categoryCell, lossCell), { minLength: 1, maxLength: 4 }), fc.boolean())
    .map(([some, isClosed]) => (isClosed ? [...some, anything] : some))
    // Where loss is asked about, some rule has to say what happens when it is unknown.
    .filter((all) => all.every(([, , loss]) => loss === '-') || all.some(([, , loss]) => loss.includes('null')));

  const asked = new Map<string, boolean>();

  /** Whether a value passes a cell, found by a table of that cell alone; one for null stands beside it. */
  function passes(input: string, cell: string, value: unknown): boolean {
    const key = JSON.stringify([input, cell, value]);
    const answer =
      asked.get(key) ??
      evaluateTable(table('collect', [input], [[cell], ['null']]), { [input]: value }).rules.includes('R1');
    asked.set(key, answer);
    return answer;
  }

  test('random tables: what is found statically is what trying all facts finds', () => {
    const seen = { gap: 0, overlap: 0, unreachable: 0, none: 0 };
    fc.assert(
      fc.property(rules, (cells) => {
        const codes = (hit: DecisionTable['hit']) =>
          new Set(checkTable(table(hit, inputs, cells), bounded).map(({ code }) => code));
        const [unique, first, collect] = [codes('unique'), codes('first'), codes('collect')];

        const hits = everything.map((example) =>
          [...cells.keys()].filter((rule) =>
            inputs.every((input, column) => passes(input, cells[rule]![column]!, example[input])),
          ),
        );
        const isNeverHit = (rule: number) => !hits.some((hit) => hit.includes(rule));
        const isNeverFirst = (rule: number) => !hits.some((hit) => hit[0] === rule);
        expect(unique.has('gap')).toBe(hits.some((hit) => hit.length === 0));
        expect(unique.has('overlap')).toBe(hits.some((hit) => hit.length > 1));
        expect(first.has('unreachable') || first.has('never')).toBe([...cells.keys()].some(isNeverFirst));
        expect(collect.has('never')).toBe([...cells.keys()].some(isNeverHit));

        if (unique.has('gap')) seen.gap += 1;
        if (unique.has('overlap')) seen.overlap += 1;
        if (first.has('unreachable')) seen.unreachable += 1;
        if (first.size === 0) seen.none += 1;
      }),
      { numRuns: 150 },
    );
    // Else the law would hold because all tables are alike.
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(5);
  });
});

describe('the policy reference', () => {
  const text = readFileSync(join(__dirname, '../../docs/policy-reference/decision-tables.md'), 'utf8');
  const examples = [...text.matchAll(/```yaml\n(.*?)```/gs)].flatMap(([, yaml = '']) =>
    Object.entries(parse(yaml) as Record<string, object>),
  );
  const fen = { kind: 'number', integer: true, min: 0, title } as const;
  const documented: FactSchema = {
    ...schema,
    category: { kind: 'string', enum: ['quality', 'service', 'food'], title },
    assessedLossFen: { ...fen, nullable: true },
    lossFen: fen,
    demandFen: fen,
    receiptFen: fen,
    limitFen: fen,
    complaintsOfSameCause: fen,
  };

  it.each(examples)('the table %s: no problem', (id, body) => {
    expect(checkTable(decisionTableSchema.parse({ id, ...body }), documented)).toEqual([]);
  });

  const messages = [...text.matchAll(/^\|[^|]+\| `([^`]+)` +\|([^|]+)\|$/gm)];
  it.each(messages.map(([, source = '', said = '']) => [source, said.trim()]))(
    'the message to %s: as it says',
    (source, said) => {
      const asCell = checkTable(table('first', ['costFen'], [[source]]), documented);
      const problems = [...asCell, ...checkExpression(source, documented)];
      expect(problems.map(({ message, hint }) => [message, hint].join(' ').trim())).toContain(said);
    },
  );
});
