import { evaluate } from 'feelin';
import type { FeelType } from './feel-type';
import { fits, inWords, UNKNOWN } from './feel-type';
import type { Inference } from './inference';
import { didYouMean } from './problem';
import type { SyntaxNode } from './syntax';
import { bare, children, constantOf } from './syntax';

const ORDERED: readonly FeelType['kind'][] = ['number', 'date', 'days', 'unknown'];
const EQUATED: readonly FeelType['kind'][] = [...ORDERED, 'string', 'boolean'];

export function typeOfComparison(inference: Inference, node: SyntaxNode): FeelType {
  const parts = children(node);
  const [left, operator, right] = parts;
  if (!left || !operator || !right) return UNKNOWN;
  if (operator.name === 'between') return between(inference, left, right, parts[4]);
  if (operator.name === 'in') return membership(inference, left, parts.slice(2));
  if (bare(left).name === 'null') return comparedWithNull(inference, operator, right);
  if (bare(right).name === 'null') return comparedWithNull(inference, operator, left);

  const first = inference.known(left);
  const second = inference.known(right);
  if (left.name === 'Comparison' && !isEquality(inference, operator)) {
    return inference.report('type', node, 'Comparisons are not chained.', 'Write a < b and b < c.');
  }
  return { kind: 'boolean', unless: compare(inference, operator, { node: left, type: first }, { node: right, type: second }) };
}

interface Operand {
  node: SyntaxNode;
  type: FeelType;
}

/** Checks one comparison; answers the claims without which it is null. Equality with null is false, not null. */
function compare(inference: Inference, operator: SyntaxNode, left: Operand, right: Operand): readonly string[] {
  const equates = isEquality(inference, operator);
  const kinds = equates ? EQUATED : ORDERED;
  if (!fits(left.type.kind, right.type.kind)) {
    const message = `${say(inference, left)} and ${say(inference, right)}: they can't be compared.`;
    inference.report('type', right.node, message);
  } else if (!kinds.includes(left.type.kind) || !kinds.includes(right.type.kind)) {
    const kind = kinds.includes(left.type.kind) ? right.type.kind : left.type.kind;
    inference.report('type', right.node, `${inWords(kind)} can't be compared by ${inference.text(operator)}.`);
  } else {
    checkValues(inference, right.node, right.type, left.type);
    checkValues(inference, left.node, left.type, right.type);
  }
  return equates ? [] : claims(left, right);
}

function isEquality(inference: Inference, operator: SyntaxNode): boolean {
  return ['=', '!='].includes(inference.text(operator));
}

function say(inference: Inference, { node, type }: Operand): string {
  return `${inference.text(node)} is ${inWords(type.kind)}`;
}

function claims(...operands: readonly Operand[]): readonly string[] {
  return operands.flatMap(({ type }) => type.unless ?? []);
}

function comparedWithNull(inference: Inference, operator: SyntaxNode, node: SyntaxNode): FeelType {
  inference.typeOf(node);
  if (!isEquality(inference, operator)) {
    return inference.report('null', operator, 'null is only compared with = and !=.');
  }
  if (node.name === '?') {
    return inference.report('null', node, 'An unknown input never gets here.', 'Add null to the cell: null, > 5.');
  }
  return { kind: 'boolean' };
}

function between(inference: Inference, node: SyntaxNode, low: SyntaxNode, high: SyntaxNode | undefined): FeelType {
  if (!high) return UNKNOWN;
  const subject = { node, type: inference.known(node) };
  return { kind: 'boolean', unless: [...(subject.type.unless ?? []), ...range(inference, subject.type, low, high)] };
}

function membership(inference: Inference, node: SyntaxNode, tests: readonly SyntaxNode[]): FeelType {
  const type = inference.known(node);
  if (type.kind === 'boolean' || type.kind === 'list') {
    return inference.report('type', node, `${inWords(type.kind)} has no in.`, 'Write =, or list contains(…, …).');
  }
  const [only] = tests;
  const list = tests.length === 1 && only ? children(only)[0] : undefined;
  const unless = type.unless ?? [];
  if (list && (list.name === 'List' || list.name === 'VariableName' || list.name === 'PathExpression')) {
    const listType = inference.known(list);
    if (fits(listType.kind, 'list')) {
      checkElements(inference, list, listType, type);
      return { kind: 'boolean', unless: [...unless, ...(listType.unless ?? [])] };
    }
    return inference.report('type', list, `${inference.text(list)} is ${inWords(listType.kind)}, not a list.`);
  }
  const parts = only?.name === '(' ? children(tests[1] ?? only) : tests;
  return { kind: 'boolean', unless: [...unless, ...parts.flatMap((test) => checkTest(inference, test, type))] };
}

function checkElements(inference: Inference, node: SyntaxNode, list: FeelType, type: FeelType): void {
  if (!fits(list.of, type.kind)) {
    const message = `The list holds ${inWords(list.of ?? 'unknown')}, never ${inWords(type.kind)}.`;
    inference.report('type', node, message);
  } else if (node.name === 'List') {
    for (const element of children(node).slice(1, -1)) {
      checkValues(inference, element, { kind: 'string', enum: textOfLiteral(inference, element), literal: true }, type);
    }
  }
}

function textOfLiteral(inference: Inference, node: SyntaxNode): readonly string[] | undefined {
  const value = node.name === 'StringLiteral' ? constantOf(node, inference.source) : undefined;
  return typeof value === 'string' ? [value] : undefined;
}

/** One test of a table cell or of `in`: `> 5`, `[1..5]`, or the value to be equal to. Answers as {@link compare}. */
export function checkTest(inference: Inference, test: SyntaxNode, subject: FeelType): readonly string[] {
  const parts = children(test);
  const [first, second] = parts;
  if (test.name === 'PositiveUnaryTest' && first) return checkTest(inference, first, subject);
  if (test.name === 'SimplePositiveUnaryTest' && first) {
    if (first.name === 'Interval') {
      const [open, low, , high, close] = children(first);
      const excludesAnEnd = open && close && (inference.text(open) !== '[' || inference.text(close) !== ']');
      return low && high ? range(inference, subject, low, high, excludesAnEnd) : [];
    }
    if (!second) return [];
    const right = { node: second, type: inference.known(second) };
    return compare(inference, first, { node: test, type: subject }, right);
  }
  const type = inference.known(test);
  if (!fits(type.kind, subject.kind)) {
    const message = `It is compared with ${inWords(subject.kind)}, and ${inference.text(test)} is ${inWords(type.kind)}.`;
    inference.report('type', test, message);
  } else if (!EQUATED.includes(type.kind)) {
    inference.report('type', test, `${inWords(type.kind)} can't be compared.`);
  } else {
    checkValues(inference, test, type, subject);
  }
  return [];
}

/** `[low..high]`. The evaluator would turn a range round that runs downwards. */
function range(
  inference: Inference,
  subject: FeelType,
  low: SyntaxNode,
  high: SyntaxNode,
  excludesAnEnd = false,
): readonly string[] {
  const ends = [low, high].map((node) => ({ node, type: inference.known(node) }));
  for (const { node, type } of ends) {
    if (!fits(type.kind, subject.kind)) {
      const message = `It is compared with ${inWords(subject.kind)}, and ${inference.text(node)} is ${inWords(type.kind)}.`;
      inference.report('type', node, message);
      return [];
    }
    if (!ORDERED.includes(type.kind)) {
      inference.report('type', node, `${inWords(type.kind)} has no range.`, 'Name the alternatives.');
      return [];
    }
  }
  const fixed = [low, high].every((node) => constantOf(node, inference.source) !== undefined);
  const bad = excludesAnEnd ? '>=' : '>';
  if (fixed && evaluate(`(${inference.text(low)}) ${bad} (${inference.text(high)})`).value === true) {
    inference.report('never', high, `No value lies from ${inference.text(low)} to ${inference.text(high)}.`);
  }
  return claims(...ends);
}

/** Reports a written text that the other side's enum doesn't have. */
export function checkValues(inference: Inference, node: SyntaxNode, written: FeelType, other: FeelType): void {
  if (!written.literal || !other.enum || other.literal) return;
  for (const value of written.enum ?? []) {
    if (other.enum.includes(value)) continue;
    const hint = didYouMean(value, other.enum) ?? `It is one of ${other.enum.join(', ')}.`;
    inference.report('enum', node, `"${value}" is not among the values it can have.`, hint);
  }
}
