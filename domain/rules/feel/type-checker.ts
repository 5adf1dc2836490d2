import type { FeelType } from './feel-type';
import type { ProblemCode } from './problem';
import type { SyntaxNode } from './syntax';

/** How a claim became certain: `branch` inside an `if`, `side` in the other operand of an `and` or `or`. */
export type Certainty = 'branch' | 'side';

/** What the rules for each part of FEEL ask of the checker; {@link Inference} is the one. */
export interface TypeChecker {
  readonly source: string;
  readonly names: ReadonlyMap<string, FeelType>;
  /** What earlier parts of the expression have made sure of ({@link claimsOf}). */
  readonly certain: ReadonlyMap<string, Certainty>;
  /** Notes a problem; the type it answers keeps one mistake from being reported twice. */
  report(code: ProblemCode, node: SyntaxNode, message: string, hint?: string): FeelType;
  text(node: SyntaxNode): string;
  /** The type of an expression that may be null. */
  typeOf(node: SyntaxNode): FeelType;
  /** The type of an operand, which must not be null. */
  known(node: SyntaxNode): FeelType;
  /** The type of an operand whose null would make the evaluator warn or take the wrong branch. */
  solid(node: SyntaxNode): FeelType;
  /** The type of an operand that must be true or false. */
  condition(node: SyntaxNode): FeelType;
}
