import { checkTest } from './comparisons';
import type { FeelType } from './feel-type';
import { Inference } from './inference';
import type { Problem } from './problem';
import type { SyntaxNode } from './syntax';
import { bare, children, constantOf, contains, parse } from './syntax';

/** A cell of a decision table (in FEEL: unary tests), taken apart. */
export interface Cell {
  source: string;
  root: SyntaxNode;
  /** `-`, or not written at all. */
  isAny: boolean;
  /** `not(…)` around all tests. */
  isNegated: boolean;
  /** `null` is one of the tests: what happens to an unknown input was thought of. */
  namesNull: boolean;
  tests: readonly SyntaxNode[];
}

export const ANY = '-';

export function readCell(source: string): { cell: Cell } | { problem: Problem } {
  const parsed = parse(source, 'unary');
  if ('problem' in parsed) return parsed;
  const parts = children(parsed.root);
  const list = parts.find((part) => part.name === 'PositiveUnaryTests');
  const tests = list ? children(list).flatMap((test) => children(test)) : [];
  const isNegated = parts[0]?.name === 'not';
  const cell = { source, root: parsed.root, isAny: !list, isNegated, namesNull: tests.some(isNull), tests };
  return { cell };
}

function isNull(test: SyntaxNode): boolean {
  return bare(test).name === 'null';
}

/** Checks a cell against the type of its input and the names that it may use. */
export function inferCell(cell: Cell, names: ReadonlyMap<string, FeelType>, input: FeelType): Problem[] {
  // An unknown input meets only cells that name null, and never gets as far as their tests.
  const subject = { ...input, nullable: false };
  const inference = new Inference(cell.source, new Map(names).set('?', subject));
  for (const test of cell.tests) {
    if (!isNull(test)) inferTest(inference, test, subject);
  }
  return inference.problems;
}

function inferTest(inference: Inference, test: SyntaxNode, subject: FeelType): void {
  const operand = test.name === 'SimplePositiveUnaryTest' ? children(test)[1]?.name : undefined;
  if (operand === 'Conjunction' || operand === 'Disjunction') {
    const hint = 'Write a range, [5..9], alternatives with a comma, or ? on both sides: ? > 5 and ? < 9.';
    inference.report('refused', test, 'A cell cannot join its tests by "and" or "or".', hint);
  } else if (test.name !== 'SimplePositiveUnaryTest' && contains(test, '?')) {
    inference.condition(test);
  } else if (subject.kind === 'list') {
    inference.report('type', test, 'The input is a list.', 'Write list contains(?, …).');
  } else if (test.name === 'ArithmeticExpression' && constantOf(test, inference.source) !== undefined) {
    inference.report(
      'refused',
      test,
      'This cell computes one value and tests for equality with it.',
      'A range is written [low..high].',
    );
  } else if (contains(test, '?')) {
    inference.report('refused', test, '? has no place after an operator.', 'Write the whole comparison: ? > a + b.');
  } else if (isCondition(inference, test)) {
    // The evaluator would take it for the answer, whatever the input is.
    inference.report('type', test, "This condition doesn't ask about the input.", 'The input is written ?.');
  } else {
    checkTest(inference, test, subject);
  }
}

function isCondition({ source, names }: Inference, test: SyntaxNode): boolean {
  if (test.name === 'SimplePositiveUnaryTest' || test.name === 'BooleanLiteral') return false;
  return new Inference(source, names).typeOf(test).kind === 'boolean';
}

/** The values that the cell compares its input with, or undefined if they depend on facts. Null is not among them. */
export function constantsOf(cell: Cell): unknown[] | undefined {
  const values: unknown[] = [];
  for (const test of cell.tests) {
    if (isNull(test)) continue;
    const bounds = boundsOf(test).map((node) => constantOf(node, cell.source));
    if (bounds.includes(undefined)) return undefined;
    values.push(...bounds);
  }
  return values;
}

function boundsOf(test: SyntaxNode): SyntaxNode[] {
  const [first, second] = children(test);
  if (test.name !== 'SimplePositiveUnaryTest' || !first) return [test];
  if (first.name !== 'Interval') return second ? [second] : [];
  return children(first).filter((_, index) => index === 1 || index === 3);
}
