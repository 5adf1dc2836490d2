import type { SyntaxNode } from './syntax';
import { bare, children, constantOf, nameOf, textOf } from './syntax';

/** What is certain of a fact, as FEEL would say it. */
export const notNull = (name: string) => `${name} != null`;
export const notZero = (name: string) => `${name} != 0`;

const OPPOSITE: Record<string, string> = { '=': '!=', '!=': '=', '<': '>=', '>=': '<', '>': '<=', '<=': '>' };
const MIRRORED: Record<string, string> = { '=': '=', '!=': '!=', '<': '>', '>': '<', '<=': '>=', '>=': '<=' };

/** What is certain once the condition turned out to hold, or not to hold. Understands guards, not any logic. */
export function claimsOf(condition: SyntaxNode, holds: boolean, source: string): string[] {
  const node = bare(condition);
  const parts = children(node);
  const [left, middle, right] = parts;
  if (node.name === 'FunctionInvocation' && left && nameOf(left, source) === 'not') {
    const negated = middle && right && children(right)[0];
    return negated ? claimsOf(negated, !holds, source) : [];
  }
  if (!left || !middle || !right) return [];
  if (node.name === (holds ? 'Conjunction' : 'Disjunction')) {
    return [...claimsOf(left, holds, source), ...claimsOf(right, holds, source)];
  }
  if (node.name !== 'Comparison' || middle.name !== 'CompareOp') return [];

  const written = textOf(middle, source);
  const operator = holds ? written : (OPPOSITE[written] ?? '');
  return [...claimsAbout(left, operator, right, source), ...claimsAbout(right, MIRRORED[operator] ?? '', left, source)];
}

function claimsAbout(subject: SyntaxNode, operator: string, other: SyntaxNode, source: string): string[] {
  const name = nameOf(bare(subject), source);
  if (name === undefined) return [];
  if (bare(other).name === 'null') return operator === '!=' ? [notNull(name)] : [];
  const bound = constantOf(other, source);
  return typeof bound === 'number' && excludesZero(operator, bound) ? [notZero(name)] : [];
}

function excludesZero(operator: string, bound: number): boolean {
  switch (operator) {
    case '>':
      return bound >= 0;
    case '>=':
      return bound > 0;
    case '<':
      return bound <= 0;
    case '<=':
      return bound < 0;
    case '=':
      return bound !== 0;
    default:
      return bound === 0;
  }
}
