import { boundsOf, negative } from './bounds';
import { notZero } from './claims';
import type { FeelType } from './feel-type';
import { inWords, UNKNOWN } from './feel-type';
import type { SyntaxNode } from './syntax';
import { bare, children, nameOf } from './syntax';
import type { TypeChecker } from './type-checker';

/** `left operator right` to the kind that comes out; what isn't here is refused. */
const RESULTS: Readonly<Record<string, FeelType['kind']>> = {
  'number + number': 'number',
  'number - number': 'number',
  'number * number': 'number',
  'number / number': 'number',
  'date - date': 'days',
  'date + days': 'date',
  'date - days': 'date',
  'date + months': 'date',
  'date - months': 'date',
  'days + days': 'days',
  'days - days': 'days',
};

export function typeOfArithmetic(checker: TypeChecker, node: SyntaxNode): FeelType {
  const parts = children(node);
  const [left, sign, right] = parts;
  if (parts.length === 2 && sign) return negation(checker, sign);
  if (!left || !sign || !right) return UNKNOWN;

  const operator = checker.text(sign);
  const first = checker.solid(left);
  const second = checker.solid(right);
  if (first.kind === 'unknown' || second.kind === 'unknown') return UNKNOWN;
  const kind = RESULTS[`${first.kind} ${operator} ${second.kind}`];
  if (!kind) {
    const message = `${inWords(first.kind)} ${operator} ${inWords(second.kind)} can't be computed.`;
    return checker.report('type', node, message);
  }
  if (operator === '/') return { kind, unless: checkDivisor(checker, right, second) };
  return kind === 'number' ? { kind, ...boundsOf(operator, first, second) } : { kind };
}

function negation(checker: TypeChecker, operand: SyntaxNode): FeelType {
  const type = checker.solid(operand);
  const { kind } = type;
  if (kind === 'number' || kind === 'unknown') return { kind, ...negative(type) };
  return checker.report('type', operand, `${inWords(kind)} has no negative.`);
}

/** The evaluator answers null to a division by 0, without a warning. */
function checkDivisor(checker: TypeChecker, node: SyntaxNode, { min, max }: FeelType): readonly string[] {
  if ((min !== undefined && min > 0) || (max !== undefined && max < 0)) return [];
  const name = nameOf(bare(node), checker.source);
  const claim = notZero(name ?? checker.text(node));
  const certainty = checker.certain.get(claim);
  if (certainty === undefined) {
    checker.report('zero', node, `${checker.text(node)} can be 0 here.`, `Ask first: if ${claim} then … else …`);
  }
  return certainty === 'side' ? [claim] : [];
}
