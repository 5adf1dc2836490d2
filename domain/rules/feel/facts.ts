import { FeelDate, parseDate } from 'feelin';
import type { ElementKind, FactSchema, ValueType } from './fact-schema';
import { FeelError } from './feel-error';
import type { FeelType } from './feel-type';
import { inWords, typeOfValue } from './feel-type';
import type { Problem } from './problem';
import type { SyntaxNode } from './syntax';
import { children, nameOf, parse } from './syntax';

/** Facts by name, in groups one level deep. Dates are {@link FeelDate}s: {@link readFacts} makes them. */
export type Facts = Readonly<Record<string, unknown>>;

const DATE = /^\d{4}-\d{2}-\d{2}$/;

/**
 * Takes the facts that a schema declares out of plain JSON. A nullable fact that is missing is null, one with an
 * `otherwise` is that; facts that the
 * schema doesn't declare are left out, so that nothing can come to depend on them.
 * @param names reads only the facts named here, as {@link factNamesIn} finds them; the others may be missing.
 * @throws FeelError naming each fact that is missing or not of its type. Not retryable: the same facts fail again.
 */
export function readFacts(schema: FactSchema, json: Facts, names?: readonly string[]): Facts {
  const facts: Record<string, unknown> = {};
  const problems: Problem[] = [];
  for (const [name, type] of Object.entries(schema)) {
    if (names && !names.some((named) => named === name || named.startsWith(`${name}.`))) continue;
    const [first = '', second] = name.split('.');
    const value =
      (second === undefined ? own(json, first) : own(asGroup(own(json, first)), second)) ?? type.otherwise ?? null;
    const misfit = value === null ? (type.nullable ? undefined : 'it is missing') : misfitOf(value, type);
    if (misfit !== undefined) problems.push({ code: 'fact', message: `${name}: ${misfit}.` });
    const typed = type.kind === 'date' || (type.kind === 'list' && type.of === 'date') ? withDates(value) : value;
    if (second === undefined) facts[first] = typed;
    else facts[first] = { ...asGroup(facts[first]), [second]: typed };
  }
  if (problems.length > 0) throw new FeelError('facts', problems);
  return facts;
}

/** What keeps a JSON value from being of the type, or undefined if nothing does. */
export function misfitOf(value: unknown, type: ValueType): string | undefined {
  switch (type.kind) {
    case 'number':
      return misfitOfNumber(value, type);
    case 'string':
      return misfitOfElement(value, 'string', type.enum);
    case 'boolean':
    case 'date':
      return misfitOfElement(value, type.kind);
    case 'list':
      if (!Array.isArray(value)) return 'it is not a list';
      return value
        .map((element) => misfitOfElement(element, type.of, type.enum))
        .find((misfit) => misfit !== undefined);
  }
}

function misfitOfNumber(value: unknown, { integer, min, max }: ValueType & { kind: 'number' }): string | undefined {
  if (typeof value !== 'number' || !Number.isFinite(value)) return 'it is not a number';
  if (integer && !Number.isSafeInteger(value)) return 'it is not a whole number';
  if (min !== undefined && value < min) return `it is less than ${min}`;
  if (max !== undefined && value > max) return `it is more than ${max}`;
  return undefined;
}

function misfitOfElement(value: unknown, kind: ElementKind, values?: readonly string[]): string | undefined {
  if (kind === 'date') return toDate(value) instanceof FeelDate ? undefined : 'it is not a date YYYY-MM-DD';
  if (typeof value !== kind || (kind === 'number' && !Number.isFinite(value))) return `it is not ${inWords(kind)}`;
  if (values && !values.includes(String(value))) return `it is not one of ${values.join(', ')}`;
  return undefined;
}

function withDates(value: unknown): unknown {
  return Array.isArray(value) ? value.map(toDate) : toDate(value);
}

function toDate(value: unknown): unknown {
  return typeof value === 'string' && DATE.test(value) ? (parseDate(value) ?? value) : value;
}

function asGroup(value: unknown): Facts | undefined {
  const isGroup = typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof FeelDate);
  return isGroup ? (value as Facts) : undefined;
}

/**
 * The facts that an expression names, for the evaluator and with their types for the checker. What is no value that
 * FEEL facts hold is left out, and so reported as missing.
 */
export function factsFor(root: SyntaxNode, source: string, facts: Facts): FactsInUse {
  const types = new Map<string, FeelType>();
  const context: Record<string, unknown> = {};
  for (const name of namesUnder(root, source)) {
    const [first = '', second] = name.split('.');
    const group = asGroup(own(facts, first));
    const member = group ? second : undefined;
    const value = member === undefined ? own(facts, first) : own(group, member);
    const type = value === undefined ? undefined : typeOfValue(value);
    if (!type) continue;
    types.set(member === undefined ? first : `${first}.${member}`, type);
    context[first] = member === undefined ? value : { ...asGroup(context[first]), [member]: value };
  }
  return { types, context };
}

export interface FactsInUse {
  types: Map<string, FeelType>;
  context: Facts;
}

function own(facts: Facts | undefined, name: string): unknown {
  return facts && Object.hasOwn(facts, name) ? facts[name] : undefined;
}

/**
 * The names of the facts that an expression or, with `unary`, a table cell uses; none if it can't be read. A part of a
 * date is named with its date (`boughtOn.year`).
 */
export function factNamesIn(source: string, form: 'expression' | 'unary' = 'expression'): string[] {
  const parsed = parse(source, form);
  return 'root' in parsed ? [...new Set(namesUnder(parsed.root, source))] : [];
}

function namesUnder(node: SyntaxNode, source: string): string[] {
  const name = node.name === 'VariableName' || node.name === 'PathExpression' ? nameOf(node, source) : undefined;
  if (name !== undefined) return [name];
  const parts = node.name === 'FunctionInvocation' ? children(node).slice(1) : children(node);
  return parts.flatMap((part) => namesUnder(part, source));
}
