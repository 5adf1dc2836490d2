import type { DecisionTable, TableAnswers } from '../decision-table.schema';
import type { Cell } from './cell';
import { ANY, constantsOf, inferCell, readCell } from './cell';
import { checkExpression, inferExpression } from './check';
import type { Box, Place } from './coverage';
import { overlap, uncovered } from './coverage';
import { matches } from './evaluate';
import type { FactSchema } from './fact-schema';
import { misfitOf } from './facts';
import type { FeelType } from './feel-type';
import type { Part } from './partition';
import { partition } from './partition';
import type { Problem } from './problem';
import { didYouMean } from './problem';

/** A problem and its place in the table: an input or an output of a rule, or of the default. */
export interface TableProblem extends Problem {
  /** Missing where the whole table or a whole column is meant; `default` for the default. */
  ruleId?: string;
  column?: string;
}

interface Column {
  name: string;
  type: FeelType;
  /** One for each rule, once all of them can be read. */
  cells: Cell[];
  parts: Part[];
}

/**
 * Everything that could make the table fail or answer wrongly in silence on facts of this schema: each expression and
 * cell, names and ids, facts for which no rule applies (unless there is a default or the table collects) or two of a
 * unique table, rules that can never apply. Gaps, overlaps and unreachable rules are exact as long as cells compare
 * inputs with written values; a cell that computes from facts makes no claims, and hides gaps in its table.
 */
export function checkTable(table: DecisionTable, schema: FactSchema): TableProblem[] {
  const names = new Map<string, FeelType>(Object.entries(schema));
  const problems: TableProblem[] = [...checkRuleIds(table), ...checkNames(table)];
  for (const { id, then } of table.rules) problems.push(...checkAnswers(table, id, then, schema));
  if (table.default) problems.push(...checkAnswers(table, 'default', table.default, schema));

  const columns = Object.entries(table.inputs).map(([name, { expression }]): Column => {
    const { type, problems: wrong } = inferExpression(expression, schema);
    problems.push(...wrong.map((problem) => ({ ...problem, column: name })));
    const cells = table.rules.flatMap(({ id, when }) => {
      const read = readCell(when[name] ?? ANY);
      const wrongCell = 'problem' in read ? [read.problem] : wrong.length > 0 ? [] : inferCell(read.cell, names, type);
      problems.push(...wrongCell.map((problem) => ({ ...problem, ruleId: id, column: name })));
      return 'cell' in read ? [read.cell] : [];
    });
    problems.push(...checkUnknownInput(name, type, cells));
    return { name, type, cells, parts: [] };
  });
  return problems.length > 0 ? problems : checkCoverage(table, columns);
}

function checkRuleIds({ rules }: DecisionTable): TableProblem[] {
  const ids = rules.map(({ id }) => id);
  const repeated = new Set(ids.filter((id, index) => ids.indexOf(id) < index || id === 'default'));
  return [...repeated].map((ruleId) => ({ code: 'table', message: `The id ${ruleId} is taken.`, ruleId }));
}

function checkNames({ inputs, rules }: DecisionTable): TableProblem[] {
  return rules.flatMap(({ id, when }) =>
    Object.keys(when)
      .filter((name) => !Object.hasOwn(inputs, name))
      .map((name) => stranger('input', name, Object.keys(inputs), id)),
  );
}

function stranger(what: string, name: string, known: string[], ruleId: string): TableProblem {
  const hint = didYouMean(name, known) ?? `There are ${known.join(', ')}.`;
  return { code: 'table', message: `There is no ${what} ${name}.`, hint, ruleId, column: name };
}

function checkAnswers(table: DecisionTable, ruleId: string, answers: TableAnswers, schema: FactSchema): TableProblem[] {
  const known = Object.keys(table.outputs);
  const strangers = Object.keys(answers).filter((name) => !Object.hasOwn(table.outputs, name));
  const wrong = Object.entries(table.outputs).flatMap(([column, { type, nullable }]): TableProblem[] => {
    const answer = answers[column];
    if (answer === undefined) return [{ code: 'table', message: `The answer ${column} is missing.`, ruleId, column }];
    if (typeof answer === 'string' && answer.startsWith('=')) {
      return checkExpression(answer.slice(1), schema, type).map((problem) => ({ ...problem, ruleId, column }));
    }
    if (answer === null && nullable) return [];
    const misfit = misfitOf(answer, type);
    return misfit === undefined ? [] : [{ code: 'type', message: `The answer: ${misfit}.`, ruleId, column }];
  });
  return [...strangers.map((name) => stranger('output', name, known, ruleId)), ...wrong];
}

function checkUnknownInput(column: string, type: FeelType, cells: readonly Cell[]): TableProblem[] {
  const isAsked = cells.some((cell) => !cell.isAny);
  if (!type.nullable || !isAsked || cells.some((cell) => cell.namesNull)) return [];
  const message = `${column} may be unknown, and no rule says what then.`;
  return [{ code: 'null', message, hint: `Add a rule with the cell null for ${column}.`, column }];
}

function checkCoverage(table: DecisionTable, inputs: readonly Column[]): TableProblem[] {
  // A list has no parts: its cells are conditions, which are not looked into.
  const columns = inputs
    .filter(({ type }) => type.kind !== 'list')
    .map((column) => ({ ...column, parts: partition(column.type, column.cells) }));
  const all: Box = columns.map(({ parts }) => new Set(parts.keys()));
  const boxes = table.rules.map((_, rule) => columns.map(({ cells, parts }) => accepted(cells[rule], parts)));
  const isExact = table.rules.map((_, rule) => inputs.every(({ cells, type }) => isWritten(cells[rule], type)));
  const exact = boxes.filter((_, rule) => isExact[rule]);

  const problems = table.rules.flatMap(({ id }, rule) => checkReach(table, columns, boxes, isExact, rule, id));
  if (table.hit === 'unique') problems.push(...checkOverlaps(table, columns, boxes, isExact));
  if (table.hit === 'collect' || table.default || exact.length < boxes.length) return problems;

  const gaps = uncovered(all, exact);
  if (gaps === 'unproven') {
    const message = 'The table is too large to prove that it has no gap.';
    problems.push({ code: 'unproven', message, hint: 'Split it, or give it a default.' });
  } else if (gaps.length > 0) {
    const places = gaps.map((place) => describe(columns, place)).join('; or ');
    problems.push({
      code: 'gap',
      message: `No rule applies ${places}.`,
      hint: 'Add a rule, or give the table a default.',
    });
  }
  return problems;
}

/** Whether the cell says by written values alone what it accepts. */
function isWritten(cell: Cell | undefined, type: FeelType): boolean {
  if (!cell || cell.isAny) return true;
  return type.kind !== 'list' && constantsOf(cell) !== undefined;
}

/** The parts that a cell accepts; all of them where it computes from facts. */
function accepted(cell: Cell | undefined, parts: readonly Part[]): ReadonlySet<number> {
  const indexes = [...parts.keys()];
  if (!cell || cell.isAny || !constantsOf(cell)) return new Set(indexes);
  return new Set(indexes.filter((index) => accepts(cell, parts[index]?.example)));
}

function accepts(cell: Cell, example: unknown): boolean {
  if (example === null) return cell.namesNull && !cell.isNegated;
  return matches(cell.source, example, {});
}

function checkReach(
  { hit, rules }: DecisionTable,
  columns: readonly Column[],
  boxes: readonly Box[],
  isExact: readonly boolean[],
  rule: number,
  ruleId: string,
): TableProblem[] {
  const box = boxes[rule] ?? [];
  const dead = box.findIndex((parts) => parts.size === 0);
  if (dead >= 0) {
    return [{ code: 'never', message: 'Nothing can pass this cell.', ruleId, column: columns[dead]?.name ?? '' }];
  }
  if (hit !== 'first') return [];
  const before = boxes.filter((_, index) => index < rule && isExact[index]);
  const rest = uncovered(box, before);
  if (rest === 'unproven' || rest.length > 0) return [];
  const earlier = rules.slice(0, rule).map(({ id }) => id);
  return [{ code: 'unreachable', message: `It never applies: ${earlier.join(', ')} leave nothing for it.`, ruleId }];
}

function checkOverlaps(
  { rules }: DecisionTable,
  columns: readonly Column[],
  boxes: readonly Box[],
  isExact: readonly boolean[],
): TableProblem[] {
  const problems: TableProblem[] = [];
  for (const [later, b] of boxes.entries()) {
    for (const [earlier, a] of boxes.slice(0, later).entries()) {
      const place = isExact[later] && isExact[earlier] ? overlap(a, b) : undefined;
      const [first, second] = [rules[earlier]?.id ?? '', rules[later]?.id ?? ''];
      if (!place) continue;
      const message = `${first} and ${second} both apply ${describe(columns, place)}.`;
      const hint = 'Narrow one of them, or say "hit: first" and put the one that goes before on top.';
      problems.push({ code: 'overlap', message, hint, ruleId: second });
    }
  }
  return problems;
}

/** `where costFen is 7500 and category is "food"`, of the columns that any rule asks about. */
function describe(columns: readonly Column[], place: Place): string {
  const words = place.flatMap((part, index) => {
    const column = columns[index];
    if (!column || column.parts.length < 2) return [];
    return [`${column.name} is ${column.parts[part]?.words ?? ''}`];
  });
  return words.length > 0 ? `where ${words.join(' and ')}` : 'anywhere';
}
