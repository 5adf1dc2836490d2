import { evaluate, parseExpression, parseUnaryTests } from 'feelin';
import type { Problem } from './problem';

/** A node of the parse tree of a FEEL text. */
export type SyntaxNode = ReturnType<typeof parseExpression>['topNode'];

/** A condition is read by people: what is longer than this belongs in a table. Also bounds the work of the checker. */
const MAX_LENGTH = 1_000;

/** What people type instead of FEEL. */
const HABITS: readonly (readonly [RegExp, string])[] = [
  [/^≤/, 'Write <=.'],
  [/^≥/, 'Write >=.'],
  [/^≠/, 'Write !=.'],
  [/^[“”‘’「」']/, 'Texts stand between straight double quotation marks: "…".'],
  [/^&&?/, 'Write and.'],
  [/^\|\|?/, 'Write or.'],
  [/^!/, 'Write not(…) or !=.'],
  [/^,\d{3}/, 'Write numbers without separators: 5000.'],
  [/^[,;，；、]/, 'Alternatives are separated by a plain comma, in a table cell only.'],
  [/^[（）]/, 'Write ( and ).'],
  [/^\.\./, 'Write a range in brackets: [1..5].'],
  [/^(between|in)\b/, 'In a table cell write a range in brackets: [1..5].'],
];

export type Parsed = { root: SyntaxNode } | { problem: Problem };

/** What was parsed lately, the oldest first: a policy's few expressions are evaluated over and over. */
const parsed = new Map<string, Parsed>();
const MOST_PARSED = 5_000;

/** Parses an expression or, with `unary`, a table cell. Needs no facts: names of one word each parse the same without. */
export function parse(source: string, form: 'expression' | 'unary'): Parsed {
  const key = `${form} ${source}`;
  const known = parsed.get(key);
  if (known !== undefined) return known;
  const fresh = parseAnew(source, form);
  const [oldest] = parsed.keys();
  if (oldest !== undefined && parsed.size >= MOST_PARSED) parsed.delete(oldest);
  parsed.set(key, fresh);
  return fresh;
}

function parseAnew(source: string, form: 'expression' | 'unary'): Parsed {
  if (source.length > MAX_LENGTH) {
    return { problem: { code: 'syntax', message: `The expression is longer than ${MAX_LENGTH} characters.` } };
  }
  const tree = (form === 'unary' ? parseUnaryTests : parseExpression)(source, {}, undefined);
  const error = firstError(tree.topNode);
  if (!error) return { root: tree.topNode };

  const rest = source.slice(error.from);
  const word = /^\s*(\S+)/.exec(rest);
  const at = { offset: error.from, length: error.to - error.from };
  if (!word?.[1]) return { problem: { code: 'syntax', message: 'The expression is incomplete.', at } };
  const stumbled = word[1];
  const hint = HABITS.find(([habit]) => habit.test(stumbled))?.[1];
  return {
    problem: {
      code: 'syntax',
      message: `The expression can't be read from "${stumbled}" on.`,
      at,
      ...(hint && { hint }),
    },
  };
}

function firstError(node: SyntaxNode): SyntaxNode | undefined {
  if (node.type.isError) return node;
  for (let child = node.firstChild; child; child = child.nextSibling) {
    const error = firstError(child);
    if (error) return error;
  }
  return undefined;
}

/** The children that mean something: without comments. */
export function children(node: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) {
    if (!child.type.isSkipped) found.push(child);
  }
  return found;
}

export function textOf(node: SyntaxNode, source: string): string {
  return source.slice(node.from, node.to);
}

/** Takes parentheses off. */
export function bare(node: SyntaxNode): SyntaxNode {
  const inner = node.name === 'ParenthesizedExpression' ? children(node)[1] : undefined;
  return inner ? bare(inner) : node;
}

/** The dotted name that a node spells (`costFen`, `intake.amountFen`, `?`), or undefined if it is no name. */
export function nameOf(node: SyntaxNode, source: string): string | undefined {
  if (node.name === '?') return '?';
  if (node.name === 'VariableName' || node.name === 'PathName') return textOf(node, source).replace(/\s+/g, ' ');
  if (node.name !== 'PathExpression') return undefined;
  const [target, , path] = children(node);
  const start = target && nameOf(target, source);
  const end = path && nameOf(path, source);
  return start !== undefined && end !== undefined ? `${start}.${end}` : undefined;
}

/** Whether a node of that name is the node or within it. */
export function contains(node: SyntaxNode, name: string): boolean {
  return node.name === name || children(node).some((child) => contains(child, name));
}

/** The number that a literal means, or undefined where the evaluator reads another one: it takes `1e3` for 1. */
export function numberOf(text: string): number | undefined {
  return /^-?(\d+(\.\d+)?|\.\d+)$/.test(text) ? Number(text) : undefined;
}

/** The value of an expression without names, or undefined if it has names or no value. */
export function constantOf(node: SyntaxNode, source: string): unknown {
  const text = textOf(node, source);
  // Without the evaluator, for most constants are written plainly, and are looked at again at each evaluation.
  if (node.name === 'NumericLiteral') return numberOf(text);
  if (node.name === 'StringLiteral' && !text.includes('\\')) return text.slice(1, -1);
  if (contains(node, 'VariableName') || contains(node, '?')) return undefined;
  try {
    const { value, warnings } = evaluate(text);
    return warnings.length === 0 && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
