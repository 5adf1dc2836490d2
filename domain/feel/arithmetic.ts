import { notZero } from './claims';
import type { FeelType } from './feel-type';
import { inWords, UNKNOWN } from './feel-type';
import type { Inference } from './inference';
import type { SyntaxNode } from './syntax';
import { bare, children, nameOf } from './syntax';

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

export function typeOfArithmetic(inference: Inference, node: SyntaxNode): FeelType {
  const parts = children(node);
  const [left, sign, right] = parts;
  if (parts.length === 2 && sign) return negation(inference, sign);
  if (!left || !sign || !right) return UNKNOWN;

  const operator = inference.text(sign);
  const first = inference.solid(left);
  const second = inference.solid(right);
  if (first.kind === 'unknown' || second.kind === 'unknown') return UNKNOWN;
  const kind = RESULTS[`${first.kind} ${operator} ${second.kind}`];
  if (!kind) {
    const message = `${inWords(first.kind)} ${operator} ${inWords(second.kind)} can't be computed.`;
    return inference.report('type', node, message);
  }
  if (operator !== '/') return { kind };
  return { kind, unless: checkDivisor(inference, right, second) };
}

function negation(inference: Inference, operand: SyntaxNode): FeelType {
  const { kind } = inference.solid(operand);
  if (kind === 'number' || kind === 'unknown') return { kind };
  return inference.report('type', operand, `${inWords(kind)} has no negative.`);
}

/** The evaluator answers null to a division by 0, without a warning. */
function checkDivisor(inference: Inference, node: SyntaxNode, { min, max }: FeelType): readonly string[] {
  if ((min !== undefined && min > 0) || (max !== undefined && max < 0)) return [];
  const name = nameOf(bare(node), inference.source);
  const claim = notZero(name ?? inference.text(node));
  const certainty = inference.certain.get(claim);
  if (certainty === undefined) {
    inference.report('zero', node, `${inference.text(node)} can be 0 here.`, `Ask first: if ${claim} then … else …`);
  }
  return certainty === 'side' ? [claim] : [];
}
