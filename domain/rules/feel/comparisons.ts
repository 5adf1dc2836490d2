import { evaluate } from 'feelin';
import type { FeelType } from './feel-type';
import { fits, inWords, UNKNOWN } from './feel-type';
import { didYouMean } from './problem';
import type { SyntaxNode } from './syntax';
import { bare, children, constantOf, textOf } from './syntax';
import type { TypeChecker } from './type-checker';

const ORDERED: readonly FeelType['kind'][] = ['number', 'date', 'days', 'unknown'];
const EQUATED: readonly FeelType['kind'][] = [...ORDERED, 'string', 'boolean'];

export function typeOfComparison(checker: TypeChecker, node: SyntaxNode): FeelType {
  const parts = children(node);
  const [left, operator, right] = parts;
  if (!left || !operator || !right) return UNKNOWN;
  if (operator.name === 'between') return between(checker, left, right, parts[4]);
  if (operator.name === 'in') return membership(checker, left, parts.slice(2));
  if (bare(left).name === 'null') return comparedWithNull(checker, operator, right);
  if (bare(right).name === 'null') return comparedWithNull(checker, operator, left);

  const first = checker.known(left);
  const second = checker.known(right);
  if (left.name === 'Comparison' && !isEquality(checker, operator)) {
    return checker.report('type', node, 'Comparisons are not chained.', 'Write a < b and b < c.');
  }
  return {
    kind: 'boolean',
    unless: compare(checker, operator, { node: left, type: first }, { node: right, type: second }),
  };
}

interface Operand {
  node: SyntaxNode;
  type: FeelType;
}

/** Checks one comparison; answers the claims without which it is null. Equality with null is false, not null. */
function compare(checker: TypeChecker, operator: SyntaxNode, left: Operand, right: Operand): readonly string[] {
  const equates = isEquality(checker, operator);
  const kinds = equates ? EQUATED : ORDERED;
  if (!fits(left.type.kind, right.type.kind)) {
    const message = `${say(checker, left)} and ${say(checker, right)}: they can't be compared.`;
    checker.report('type', right.node, message);
  } else if (!kinds.includes(left.type.kind) || !kinds.includes(right.type.kind)) {
    const kind = kinds.includes(left.type.kind) ? right.type.kind : left.type.kind;
    checker.report('type', right.node, `${inWords(kind)} can't be compared by ${checker.text(operator)}.`);
  } else {
    checkValues(checker, right.node, right.type, left.type);
    checkValues(checker, left.node, left.type, right.type);
  }
  return equates ? [] : claims(left, right);
}

function isEquality(checker: TypeChecker, operator: SyntaxNode): boolean {
  return ['=', '!='].includes(checker.text(operator));
}

function say(checker: TypeChecker, { node, type }: Operand): string {
  const words = node.name === 'SimplePositiveUnaryTest' ? 'It' : checker.text(node);
  return `${words} is ${inWords(type.kind)}`;
}

function claims(...operands: readonly Operand[]): readonly string[] {
  return operands.flatMap(({ type }) => type.unless ?? []);
}

function comparedWithNull(checker: TypeChecker, operator: SyntaxNode, node: SyntaxNode): FeelType {
  checker.typeOf(node);
  if (!isEquality(checker, operator)) {
    return checker.report('null', operator, 'null is only compared with = and !=.');
  }
  if (node.name === '?') {
    return checker.report('null', node, 'An unknown input never gets here.', 'Add null to the cell: null, > 5.');
  }
  return { kind: 'boolean' };
}

function between(checker: TypeChecker, node: SyntaxNode, low: SyntaxNode, high: SyntaxNode | undefined): FeelType {
  if (!high) return UNKNOWN;
  const subject = { node, type: checker.known(node) };
  return { kind: 'boolean', unless: [...(subject.type.unless ?? []), ...range(checker, subject.type, low, high)] };
}

function membership(checker: TypeChecker, node: SyntaxNode, tests: readonly SyntaxNode[]): FeelType {
  const type = checker.known(node);
  if (type.kind === 'boolean' || type.kind === 'list') {
    return checker.report('type', node, `${inWords(type.kind)} has no in.`, 'Write =, or list contains(…, …).');
  }
  const [only] = tests;
  const list = tests.length === 1 && only ? children(only)[0] : undefined;
  const unless = type.unless ?? [];
  if (list && (list.name === 'List' || list.name === 'VariableName' || list.name === 'PathExpression')) {
    const listType = checker.known(list);
    if (fits(listType.kind, 'list')) {
      checkElements(checker, { node, type }, { node: list, type: listType });
      return { kind: 'boolean', unless: [...unless, ...(listType.unless ?? [])] };
    }
    return checker.report('type', list, `${checker.text(list)} is ${inWords(listType.kind)}, not a list.`);
  }
  const parts = only?.name === '(' ? children(tests[1] ?? only) : tests;
  return { kind: 'boolean', unless: [...unless, ...parts.flatMap((test) => checkTest(checker, test, type))] };
}

function checkElements(checker: TypeChecker, element: Operand, list: Operand): void {
  if (!fits(list.type.of, element.type.kind)) {
    const message = `The list holds ${inWords(list.type.of ?? 'unknown')}, never ${inWords(element.type.kind)}.`;
    checker.report('type', list.node, message);
    return;
  }
  checkValues(checker, element.node, element.type, list.type);
  checkValues(checker, list.node, list.type, element.type);
}

/** One test of a table cell or of `in`: `> 5`, `[1..5]`, or the value to be equal to. Answers as {@link compare}. */
export function checkTest(checker: TypeChecker, test: SyntaxNode, subject: FeelType): readonly string[] {
  const parts = children(test);
  const [first, second] = parts;
  if (test.name === 'PositiveUnaryTest' && first) return checkTest(checker, first, subject);
  if (test.name === 'SimplePositiveUnaryTest' && first) {
    if (first.name === 'Interval') {
      const [open, low, , high, close] = children(first);
      const excludesAnEnd = open && close && (checker.text(open) !== '[' || checker.text(close) !== ']');
      return low && high ? range(checker, subject, low, high, excludesAnEnd) : [];
    }
    if (!second) return [];
    const right = { node: second, type: checker.known(second) };
    return compare(checker, first, { node: test, type: subject }, right);
  }
  const type = checker.known(test);
  if (!fits(type.kind, subject.kind)) {
    const message = `The input is ${inWords(subject.kind)}, but ${checker.text(test)} is ${inWords(type.kind)}.`;
    checker.report('type', test, message);
  } else if (!EQUATED.includes(type.kind)) {
    checker.report('type', test, `${inWords(type.kind)} can't be compared.`);
  } else {
    checkValues(checker, test, type, subject);
  }
  return [];
}

/** `[low..high]`. The evaluator would turn a range round that runs downwards. */
function range(
  checker: TypeChecker,
  subject: FeelType,
  low: SyntaxNode,
  high: SyntaxNode,
  excludesAnEnd = false,
): readonly string[] {
  const ends = [low, high].map((node) => ({ node, type: checker.known(node) }));
  for (const { node, type } of ends) {
    if (!fits(type.kind, subject.kind)) {
      const message = `The input is ${inWords(subject.kind)}, but ${checker.text(node)} is ${inWords(type.kind)}.`;
      checker.report('type', node, message);
      return [];
    }
    if (!ORDERED.includes(type.kind)) {
      checker.report('type', node, `${inWords(type.kind)} has no range.`, 'Name the alternatives.');
      return [];
    }
  }
  if (runsDown(low, high, excludesAnEnd, checker.source)) {
    checker.report('never', high, `No value lies from ${checker.text(low)} to ${checker.text(high)}.`);
  }
  return claims(...ends);
}

function runsDown(low: SyntaxNode, high: SyntaxNode, excludesAnEnd: boolean, source: string): boolean {
  const [start, end] = [constantOf(low, source), constantOf(high, source)];
  if (typeof start === 'number' && typeof end === 'number') return excludesAnEnd ? start >= end : start > end;
  if (start === undefined || end === undefined) return false;
  return evaluate(`(${textOf(low, source)}) ${excludesAnEnd ? '>=' : '>'} (${textOf(high, source)})`).value === true;
}

/** Reports a written text that the other side's enum doesn't have. */
export function checkValues(checker: TypeChecker, node: SyntaxNode, written: FeelType, other: FeelType): void {
  if (!written.literal || !other.enum || other.literal) return;
  for (const value of written.enum ?? []) {
    if (other.enum.includes(value)) continue;
    const hint = didYouMean(value, other.enum) ?? `Possible values: ${other.enum.join(', ')}.`;
    checker.report('enum', node, `"${value}" is not among the values it can have.`, hint);
  }
}
