import { inferCell, readCell } from './cell';
import type { FactSchema, ValueType } from './fact-schema';
import { FACT_WORD } from './fact-schema';
import type { FeelType } from './feel-type';
import { fits, inWords } from './feel-type';
import { FUNCTIONS } from './functions';
import { Inference } from './inference';
import type { Problem } from './problem';
import { nameOf, parse } from './syntax';

/**
 * Everything that could make an expression fail, or answer wrongly in silence, on facts of this schema. No problem
 * means: {@link evaluateExpression} answers for all such facts (numbers may still leave the bounds that are expected).
 * @param expect what the expression is to give.
 */
export function checkExpression(source: string, schema: FactSchema, expect?: ValueType): Problem[] {
  const { type, problems } = inferExpression(source, schema);
  if (problems.length > 0) return problems;
  if (type.nullable) {
    return [{ code: 'null', message: `${source} may be unknown.`, hint: `Write: if ${source} != null then … else …` }];
  }
  const misfit = expect && misfitOfType(type, expect);
  return misfit === undefined ? [] : [{ code: 'type', message: misfit }];
}

/** The type of a table's input, which may be null, and what is wrong with it. */
export function inferExpression(source: string, schema: FactSchema): { type: FeelType; problems: Problem[] } {
  const parsed = parse(source, 'expression');
  if ('problem' in parsed) return { type: { kind: 'unknown' }, problems: [parsed.problem] };
  const inference = new Inference(source, new Map(Object.entries(schema)));
  const type = inference.typeOf(parsed.root);
  if (type.kind === 'null') inference.report('null', parsed.root, 'The expression is always null.');
  return { type, problems: inference.problems };
}

function misfitOfType(type: FeelType, expect: ValueType): string | undefined {
  if (!fits(type.kind, expect.kind))
    return `The expression gives ${inWords(type.kind)}; expected is ${inWords(expect.kind)}.`;
  if (expect.kind === 'list' && !fits(type.of, expect.of)) {
    return `The expression gives a list of ${inWords(type.of ?? 'unknown')}; expected is a list of ${inWords(expect.of)}.`;
  }
  if ((expect.kind !== 'string' && expect.kind !== 'list') || !expect.enum) return undefined;
  const allowed = expect.enum;
  if (!type.enum) return `The expression can give any text; expected is one of ${allowed.join(', ')}.`;
  const stranger = type.enum.find((value) => !allowed.includes(value));
  return stranger === undefined
    ? undefined
    : `The expression can give "${stranger}"; expected is one of ${allowed.join(', ')}.`;
}

/** Everything that could make a cell of a decision table fail or answer wrongly in silence. */
export function checkUnaryTests(source: string, schema: FactSchema, input: ValueType): Problem[] {
  const read = readCell(source);
  if ('problem' in read) return [read.problem];
  return inferCell(read.cell, new Map(Object.entries(schema)), input);
}

/** What is wrong with the facts declared themselves: names that FEEL reads otherwise, enums and bounds without values. */
export function checkFactSchema(schema: FactSchema): Problem[] {
  return Object.entries(schema).flatMap(([name, type]) => {
    const wrong = misfitOfName(name, schema) ?? misfitOfDeclaration(type);
    return wrong === undefined ? [] : [{ code: 'fact' as const, message: `${name}: ${wrong}.` }];
  });
}

function misfitOfName(name: string, schema: FactSchema): string | undefined {
  const words = name.split('.');
  const [first = ''] = words;
  if (words.length > 2 || !words.every((word) => FACT_WORD.test(word)))
    return 'a name is camelCase, in at most one group';
  const parsed = parse(name, 'expression');
  const read = 'root' in parsed && parsed.root.firstChild ? nameOf(parsed.root.firstChild, name) : undefined;
  // Functions that policies may not call, such as product, leave their names to facts.
  if (read !== name || Object.hasOwn(FUNCTIONS, first)) return 'FEEL gives this name a meaning of its own';
  if (words.length === 2 && Object.hasOwn(schema, first)) return `${first} is a fact and can't be a group too`;
  return undefined;
}

function misfitOfDeclaration(type: ValueType): string | undefined {
  if ((type.kind === 'string' || type.kind === 'list') && type.enum?.length === 0) return 'its enum has no value';
  if (type.kind === 'list' && type.enum && type.of !== 'string') return 'only texts have an enum';
  if (type.kind === 'number' && type.min !== undefined && type.max !== undefined && type.min > type.max) {
    return 'its min is above its max';
  }
  return undefined;
}
