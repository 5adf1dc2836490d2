import { checkValues } from './comparisons';
import type { FeelType } from './feel-type';
import { fits, inWords } from './feel-type';
import type { FeelFunction, Parameter } from './functions';
import { FUNCTIONS } from './functions';
import { didYouMean } from './problem';
import type { SyntaxNode } from './syntax';
import { children, nameOf } from './syntax';
import type { TypeChecker } from './type-checker';

const HINTS: Record<string, string> = {
  now: 'A decision depends on its facts alone. Declare the time as a fact.',
  today: 'A decision depends on its facts alone. Declare the date as a fact.',
  sum: 'Write a + b.',
  number: 'Declare the fact as a number.',
  date: 'Declare the fact as a date.',
};

const PARAMETER_WORDS: Record<Parameter, string> = {
  number: inWords('number'),
  string: inWords('string'),
  boolean: inWords('boolean'),
  list: inWords('list'),
  element: 'a number, a text or true or false',
  digits: 'a written whole number from 0 to 9',
};

export function typeOfCall(checker: TypeChecker, node: SyntaxNode): FeelType {
  const [target, , parameters] = children(node);
  const name = target && nameOf(target, checker.source);
  const known = name !== undefined && Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
  if (name === undefined || !known) {
    const hint = HINTS[name ?? ''] ?? didYouMean(name ?? '', Object.keys(FUNCTIONS));
    return checker.report('refused', node, `${name ?? 'This'} is not a function that a policy may call.`, hint);
  }
  if (parameters?.name === 'NamedParameters') {
    return checker.report('refused', parameters, 'Give arguments in order, without names.');
  }
  const args = parameters?.name === 'PositionalParameters' ? children(parameters) : [];
  if (args.length < known.parameters.length || (args.length > known.parameters.length && !known.repeats)) {
    const number = `${known.parameters.length}${known.repeats ? ' or more' : ''}`;
    return checker.report('type', node, `${name} takes ${number} arguments, not ${args.length}.`);
  }

  // The one function that takes a null without a warning, and answers null.
  const [negated] = name === 'not' ? args : [];
  if (negated) return { kind: 'boolean', unless: checker.condition(negated).unless };

  const types = args.map((argument, index) => checkArgument(checker, name, argument, parameterAt(known, index)));
  const [list, element] = types;
  const [, elementNode] = args;
  if (name === 'list contains' && list && element && elementNode) {
    if (!fits(list.of, element.kind)) {
      const held = inWords(list.of ?? 'unknown');
      checker.report('type', elementNode, `The list holds ${held}, never ${inWords(element.kind)}.`);
    } else {
      checkValues(checker, elementNode, element, list);
    }
  }
  return { kind: known.result, ...known.bounds?.(types) };
}

function parameterAt({ parameters }: FeelFunction, index: number): Parameter {
  return parameters[Math.min(index, parameters.length - 1)] ?? 'element';
}

function checkArgument(checker: TypeChecker, name: string, node: SyntaxNode, parameter: Parameter): FeelType {
  const type = checker.solid(node);
  if (accepts(parameter, type)) return type;
  return checker.report('type', node, `${name} needs ${PARAMETER_WORDS[parameter]} here.`);
}

function accepts(parameter: Parameter, { kind, min, max }: FeelType): boolean {
  if (parameter === 'element')
    return kind === 'unknown' || kind === 'number' || kind === 'string' || kind === 'boolean';
  if (parameter !== 'digits') return fits(kind, parameter);
  return kind === 'number' && min !== undefined && min === max && Number.isInteger(min) && min >= 0 && min <= 9;
}
