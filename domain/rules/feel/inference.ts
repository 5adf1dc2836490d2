import { typeOfArithmetic } from './arithmetic';
import { typeOfCall } from './calls';
import { claimsOf, notNull } from './claims';
import { typeOfComparison } from './comparisons';
import { dateLiteral } from './date-literals';
import type { FeelType } from './feel-type';
import { fits, inWords, UNKNOWN } from './feel-type';
import type { Problem, ProblemCode } from './problem';
import { typeOfPath, typeOfVariable } from './references';
import type { SyntaxNode } from './syntax';
import { children, constantOf, numberOf, textOf } from './syntax';
import type { Certainty, TypeChecker } from './type-checker';

/**
 * Finds the type of an expression and everything in it that the evaluator would pass over in silence. What it accepts
 * evaluates without null and without warning for all facts of the types given; the property tests hold it to that.
 */
export class Inference implements TypeChecker {
  constructor(
    readonly source: string,
    readonly names: ReadonlyMap<string, FeelType>,
    readonly problems: Problem[] = [],
    readonly certain: ReadonlyMap<string, Certainty> = new Map(),
  ) {}

  report(code: ProblemCode, node: SyntaxNode, message: string, hint?: string): FeelType {
    const at = { offset: node.from, length: node.to - node.from };
    this.problems.push({ code, message, at, ...(hint !== undefined && { hint }) });
    return UNKNOWN;
  }

  text(node: SyntaxNode): string {
    return textOf(node, this.source);
  }

  /** The same expression, seen from where the claims are certain. A branch is never weakened to a side. */
  assuming(claims: readonly string[], how: Certainty): Inference {
    const certain = new Map(this.certain);
    for (const claim of claims) if (certain.get(claim) !== 'branch') certain.set(claim, how);
    return new Inference(this.source, this.names, this.problems, certain);
  }

  typeOf(node: SyntaxNode): FeelType {
    const [first, second] = children(node);
    switch (node.name) {
      case 'Expression':
        return first ? this.typeOf(first) : UNKNOWN;
      case 'ParenthesizedExpression':
        return second ? this.typeOf(second) : UNKNOWN;
      case 'NumericLiteral':
        return this.number(node);
      case 'StringLiteral':
        return { kind: 'string', enum: [String(constantOf(node, this.source))], literal: true };
      case 'BooleanLiteral':
        return { kind: 'boolean' };
      case 'null':
        return { kind: 'null', nullable: true };
      case 'DateTimeLiteral':
        return dateLiteral(this, node);
      case '?':
      case 'VariableName':
        return typeOfVariable(this, node);
      case 'PathExpression':
        return typeOfPath(this, node);
      case 'List':
        return this.list(node);
      case 'ArithmeticExpression':
        return typeOfArithmetic(this, node);
      case 'Comparison':
        return typeOfComparison(this, node);
      case 'Conjunction':
        return this.junction(node, true);
      case 'Disjunction':
        return this.junction(node, false);
      case 'IfExpression':
        return this.choice(node);
      case 'FunctionInvocation':
        return typeOfCall(this, node);
      default:
        return this.report('refused', node, refusal(node.name), HINTS[node.name]);
    }
  }

  known(node: SyntaxNode): FeelType {
    const type = this.typeOf(node);
    if (type.kind === 'null') return this.report('null', node, 'null is only for comparing, with = and !=.');
    if (!type.nullable) return type;
    const name = this.text(node);
    return this.report('null', node, `${name} may be unknown here.`, `Ask first: if ${notNull(name)} then … else …`);
  }

  solid(node: SyntaxNode): FeelType {
    const type = this.known(node);
    const [claim] = type.unless ?? [];
    if (claim === undefined) return type;
    const message = `This is computed also where ${claim} is false: both sides of and, or always are.`;
    return this.report('null', node, message, `Write: if ${claim} then … else …`);
  }

  condition(node: SyntaxNode): FeelType {
    const type = this.known(node);
    if (fits(type.kind, 'boolean')) return type;
    return this.report('type', node, `${this.text(node)} is ${inWords(type.kind)}, not a condition.`);
  }

  private number(node: SyntaxNode): FeelType {
    const value = numberOf(this.text(node));
    if (value !== undefined) return { kind: 'number', integer: Number.isInteger(value), min: value, max: value };
    const message = `${this.text(node)} is not read as the number it looks like.`;
    return this.report('refused', node, message, 'Write it out: 1000, -5.');
  }

  private list(node: SyntaxNode): FeelType {
    const types = children(node)
      .slice(1, -1)
      .map((element) => ({ element, type: this.solid(element) }));
    const [first] = types;
    if (!first) return this.report('refused', node, 'An empty list holds nothing to compare with.');
    const of = first.type.kind;
    if (of !== 'number' && of !== 'string' && of !== 'boolean' && of !== 'date') {
      return of === 'unknown' ? UNKNOWN : this.report('type', node, `A list can't hold ${inWords(of)}.`);
    }
    const stranger = types.find(({ type }) => !fits(type.kind, of));
    if (stranger) {
      const message = `A list of one kind only: ${inWords(of)} and ${inWords(stranger.type.kind)} don't go together.`;
      return this.report('type', stranger.element, message);
    }
    return {
      kind: 'list',
      of,
      enum: union(types.map(({ type }) => type)),
      literal: types.every((t) => t.type.literal),
    };
  }

  /** `and`, `or`: the second side may rely on what the first one asked. */
  private junction(node: SyntaxNode, holds: boolean): FeelType {
    const [first, , second] = children(node);
    if (!first || !second) return UNKNOWN;
    const left = this.condition(first);
    const claims = claimsOf(first, holds, this.source);
    const right = this.assuming(claims, 'side').condition(second);
    const open = (right.unless ?? []).filter((claim) => !claims.includes(claim));
    return { kind: 'boolean', unless: [...(left.unless ?? []), ...open] };
  }

  private choice(node: SyntaxNode): FeelType {
    const [, condition, , then, , otherwise] = children(node);
    if (!condition || !then || !otherwise) return UNKNOWN;
    // Null counts as "no" to the evaluator, and any other value as "yes".
    this.solid(condition);
    this.condition(condition);
    const yes = this.assuming(claimsOf(condition, true, this.source), 'branch').known(then);
    const no = this.assuming(claimsOf(condition, false, this.source), 'branch').known(otherwise);
    const areLists = yes.kind === 'list' && no.kind === 'list';
    if (!fits(yes.kind, no.kind) || (areLists && !fits(yes.of, no.of))) {
      const message = `The two answers differ in kind: ${inWords(yes.kind)} and ${inWords(no.kind)}.`;
      return this.report('type', otherwise, message);
    }
    const kind = yes.kind === 'unknown' ? no.kind : yes.kind;
    const unless = [...(yes.unless ?? []), ...(no.unless ?? [])];
    return { kind, of: yes.of === undefined || yes.of === 'unknown' ? no.of : yes.of, enum: union([yes, no]), unless };
  }
}

function union(types: readonly FeelType[]): readonly string[] | undefined {
  const values = new Set<string>();
  for (const type of types) {
    if (!type.enum) return undefined;
    for (const value of type.enum) values.add(value);
  }
  return [...values];
}

const PARTS: Record<string, string> = {
  FilterExpression: 'A filter […]',
  ForExpression: 'for … return',
  QuantifiedExpression: 'some … satisfies, every … satisfies',
  Context: 'A context {…}',
  FunctionDefinition: 'A function definition',
  InstanceOfExpression: 'instance of',
  Interval: 'A range outside a comparison',
  SimplePositiveUnaryTest: 'A comparison without its left side',
};

const HINTS: Record<string, string> = {
  QuantifiedExpression: 'Write list contains(…, …).',
  FilterExpression: 'Write list contains(…, …) or count(…).',
  Interval: 'Write x in [1..5].',
  SimplePositiveUnaryTest: 'Write the whole comparison on both sides of and, or; equal is =, unequal !=.',
};

function refusal(nodeName: string): string {
  return `${PARTS[nodeName] ?? nodeName} is not part of what a policy may use here.`;
}
