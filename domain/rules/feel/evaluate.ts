import type { EvaluationResult } from 'feelin';
import { evaluate, FeelDate, unaryTest } from 'feelin';
import { ANY, inferCell, readCell } from './cell';
import type { ValueType } from './fact-schema';
import type { Facts } from './facts';
import { factsFor, misfitOf } from './facts';
import { FeelError } from './feel-error';
import { typeOfValue } from './feel-type';
import { Inference } from './inference';
import type { Problem, ProblemCode } from './problem';
import { parse } from './syntax';

/** A FEEL value as JSON: a date is its ISO text. */
export type FeelValue = number | string | boolean | readonly FeelValue[];

/**
 * The value of an expression on these facts, or an error: the checks of publishing are made again, on the facts
 * themselves, because the evaluator alone would take `'50' > 2000` for false. For activities and the checking of
 * policies only, never in workflow code: another version of the evaluator may answer otherwise.
 * @param facts as {@link readFacts} makes them; without dates, plain JSON will do.
 * @param expect what the value must be.
 * @throws FeelError
 */
export function evaluateExpression(source: string, facts: Facts, expect?: ValueType): { value: FeelValue } {
  const value = asJson(compute(source, facts));
  if (value === null) throw failure(source, 'null', 'The answer is null.');
  const misfit = expect && misfitOf(value, expect);
  if (misfit !== undefined) throw failure(source, 'type', `The answer: ${misfit}.`);
  return { value };
}

/**
 * Whether a condition holds.
 * @throws FeelError also when the answer is not true or false.
 */
export function evaluateCondition(source: string, facts: Facts): boolean {
  return evaluateExpression(source, facts, { kind: 'boolean' }).value === true;
}

/**
 * The input of a decision table: as an expression, but it may be null, and dates stay dates.
 * @throws FeelError
 */
export function evaluateInput(source: string, facts: Facts): unknown {
  return compute(source, facts);
}

function compute(source: string, facts: Facts): unknown {
  const parsed = parse(source, 'expression');
  if ('problem' in parsed) throw new FeelError(source, [parsed.problem]);
  const { context, types } = factsFor(parsed.root, source, facts);
  const inference = new Inference(source, types);
  inference.typeOf(parsed.root);
  if (inference.problems.length > 0) throw new FeelError(source, inference.problems);
  return run(source, () => evaluate(source, context));
}

/**
 * Whether a value passes a cell of a decision table. Null passes `-` and a cell that names `null` (not one that negates
 * it); for any other cell the answer isn't known, which is an error.
 * @param value as {@link evaluateInput} gives it.
 * @throws FeelError
 */
export function matches(source: string, value: unknown, facts: Facts): boolean {
  if (source === ANY) return true;
  const read = readCell(source);
  if ('problem' in read) throw new FeelError(source, [read.problem]);
  const { cell } = read;
  if (cell.isAny) return true;
  if (value === null) {
    if (cell.namesNull) return !cell.isNegated;
    throw failure(source, 'null', 'The input is unknown, and no cell covers an unknown input.');
  }
  const type = typeOfValue(value);
  if (!type) throw failure(source, 'type', 'The input cannot be compared.');
  const { context, types } = factsFor(cell.root, source, facts);
  const problems = inferCell(cell, types, type);
  if (problems.length > 0) throw new FeelError(source, problems);
  return run(source, () => unaryTest(source, { ...context, '?': value })) === true;
}

function run(source: string, evaluation: () => EvaluationResult<unknown>): unknown {
  let result: EvaluationResult<unknown>;
  try {
    result = evaluation();
  } catch (error) {
    throw failure(
      source,
      'evaluation',
      `The evaluation failed: ${error instanceof Error ? error.name : 'unknown error'}.`,
    );
  }
  const problems = result.warnings.map(
    // The template, not the message, which would hold the values of facts.
    ({ details, position: { from, to } }): Problem => ({
      code: 'evaluation',
      message: `${details.template}.`,
      at: { offset: from, length: to - from },
    }),
  );
  if (problems.length > 0) throw new FeelError(source, problems);
  return result.value;
}

function asJson(value: unknown): FeelValue | null {
  if (value instanceof FeelDate) return value.iso;
  if (Array.isArray(value)) return value.map((element) => asJson(element) ?? '');
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  // Adding 0 makes 0 of -0, which JSON doesn't have.
  return typeof value === 'number' && Number.isFinite(value) ? value + 0 : null;
}

function failure(source: string, code: ProblemCode, message: string): FeelError {
  return new FeelError(source, [{ code, message }]);
}
