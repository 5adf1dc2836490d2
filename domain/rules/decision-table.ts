import type { DecisionTable, TableAnswers, TableRule } from './decision-table.schema';
import { ANY, readCell } from './feel/cell';
import type { FeelValue } from './feel/evaluate';
import { evaluateExpression, evaluateInput, matches } from './feel/evaluate';
import type { Facts } from './feel/facts';
import { factNamesIn } from './feel/facts';
import { FeelError } from './feel/feel-error';
import type { Problem } from './feel/problem';

export type { DecisionTable } from './decision-table.schema';
export { checkTable } from './feel/table-check';
export type { TableProblem } from './feel/table-check';

export type TableAnswer = Record<string, FeelValue | null>;

export interface TableDecision {
  /** One answer by output; of a collecting table one for each rule that applied, in their order. */
  answer: TableAnswer | TableAnswer[];
  /** Ids of the rules that applied; none where the default answered. */
  rules: string[];
}

/**
 * A table that has no certain answer on the facts given; a person decides instead. `no-rule`: none applies and there is
 * no default; `several-rules`: more than one of a unique table; `uncertain`: an expression met null, a warning or facts
 * of another type. Not retryable. Names facts, never their values.
 */
export class DecisionFailed extends Error {
  override readonly name = 'DecisionFailed';

  constructor(
    readonly table: string,
    readonly reason: 'no-rule' | 'several-rules' | 'uncertain',
    /** The rules at issue: those that applied together, or the one that couldn't be judged. */
    readonly rules: readonly string[],
    /** The facts that the failure turned on. */
    readonly facts: readonly string[],
    readonly problems: readonly Problem[] = [],
  ) {
    const why = problems.length > 0 ? problems.map(({ message }) => message).join(' ') : reason;
    super(`${table}${rules.length > 0 ? ` (${rules.join(', ')})` : ''}: ${why} Facts: ${facts.join(', ') || 'none'}.`);
  }
}

/**
 * Evaluates a decision table. For activities only, never in workflow code. Every cell of a rule is evaluated, so that
 * the answer and its failing don't depend on the order of the columns.
 * @param facts as `readFacts` makes them; without dates, plain JSON will do.
 * @throws DecisionFailed
 */
export function evaluateTable(table: DecisionTable, facts: Facts): TableDecision {
  const inputs = new Map(
    Object.entries(table.inputs).map(([name, { expression }]) => {
      const value = certain(table, undefined, [expression], () => evaluateInput(expression, facts));
      return [name, value];
    }),
  );
  const hits: TableRule[] = [];
  for (const rule of table.rules) {
    if (!applies(table, rule, inputs, facts)) continue;
    hits.push(rule);
    if (table.hit === 'first') break;
  }

  const rules = hits.map(({ id }) => id);
  if (table.hit === 'collect') return { answer: hits.map((rule) => answersOf(table, rule.then, facts, rule)), rules };
  const [hit, ...others] = hits;
  if (others.length > 0) throw new DecisionFailed(table.id, 'several-rules', rules, factsThatDecide(table));
  if (hit) return { answer: answersOf(table, hit.then, facts, hit), rules };
  if (!table.default) throw new DecisionFailed(table.id, 'no-rule', [], factsThatDecide(table));
  return { answer: answersOf(table, table.default, facts), rules };
}

function applies(table: DecisionTable, rule: TableRule, inputs: ReadonlyMap<string, unknown>, facts: Facts): boolean {
  const results = Object.entries(rule.when).map(([name, cell]) => {
    const value = inputs.get(name);
    const expression = table.inputs[name]?.expression ?? name;
    return certain(table, rule, [expression, cell], () => {
      if (value === undefined) throw new FeelError(cell, [{ code: 'table', message: `There is no input ${name}.` }]);
      // Where another rule says what happens when the input is unknown, this one just doesn't apply.
      const isDecidedElsewhere = value === null && cell !== ANY && !namesNull(cell) && columnNamesNull(table, name);
      return !isDecidedElsewhere && matches(cell, value, facts);
    });
  });
  return results.every(Boolean);
}

function columnNamesNull(table: DecisionTable, input: string): boolean {
  return table.rules.some(({ when }) => namesNull(when[input] ?? ANY));
}

function namesNull(source: string): boolean {
  const read = readCell(source);
  return 'cell' in read && read.cell.namesNull;
}

function answersOf(table: DecisionTable, answers: TableAnswers, facts: Facts, rule?: TableRule): TableAnswer {
  return Object.fromEntries(
    Object.entries(answers).map(([name, answer]) => {
      if (typeof answer !== 'string' || !answer.startsWith('=')) return [name, answer];
      const source = answer.slice(1);
      const type = table.outputs[name]?.type;
      return [name, certain(table, rule, [source], () => evaluateExpression(source, facts, type).value)];
    }),
  );
}

/** Turns an expression's failure into the table's. */
function certain<T>(table: DecisionTable, rule: TableRule | undefined, sources: string[], evaluation: () => T): T {
  try {
    return evaluation();
  } catch (error) {
    if (!(error instanceof FeelError)) throw error;
    const names = sources.flatMap((source) => [...factNamesIn(source), ...factNamesIn(source, 'unary')]);
    throw new DecisionFailed(table.id, 'uncertain', rule ? [rule.id] : [], unique(names), error.problems);
  }
}

/** All facts that the table may use, for {@link readFacts}. */
export function factNamesOf(table: DecisionTable): string[] {
  const answers = [table.default ?? {}, ...table.rules.map(({ then }) => then)].flatMap((then) => Object.values(then));
  const computed = answers.filter((answer) => typeof answer === 'string' && answer.startsWith('='));
  return unique([...factsThatDecide(table), ...computed.flatMap((answer) => factNamesIn(String(answer).slice(1)))]);
}

/** The facts on which it depends which rules apply. */
function factsThatDecide(table: DecisionTable): string[] {
  const inputs = Object.values(table.inputs).flatMap(({ expression }) => factNamesIn(expression));
  const cells = table.rules.flatMap(({ when }) => Object.values(when).flatMap((cell) => factNamesIn(cell, 'unary')));
  return unique([...inputs, ...cells]);
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)];
}
