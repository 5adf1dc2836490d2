import { evaluate } from 'feelin';
import { notNull } from './claims';
import type { FeelType } from './feel-type';
import { FUNCTIONS } from './functions';
import type { Inference } from './inference';
import { didYouMean } from './problem';
import type { SyntaxNode } from './syntax';
import { children, nameOf } from './syntax';

const PARTS_OF_DATE = ['year', 'month', 'day', 'weekday'];

/** A fact, or `?` in a table cell. */
export function typeOfVariable(inference: Inference, node: SyntaxNode): FeelType {
  return typeOfName(inference, node, nameOf(node, inference.source) ?? '');
}

/** A fact of a group (`intake.amountFen`) or a part of a date (`boughtOn.year`; `weekday` is 1 on Monday). */
export function typeOfPath(inference: Inference, node: SyntaxNode): FeelType {
  const [target, , path] = children(node);
  const name = nameOf(node, inference.source);
  const targetName = target && nameOf(target, inference.source);
  const isPart = name === undefined || (targetName !== undefined && inference.names.has(targetName));
  if (!target || !path || !isPart) return typeOfName(inference, node, name ?? '');

  const type = inference.solid(target);
  const part = inference.text(path);
  if (type.kind === 'unknown') return type;
  if (type.kind === 'date' && PARTS_OF_DATE.includes(part)) return { kind: 'number', integer: true };
  const hint = type.kind === 'date' ? `A date has ${PARTS_OF_DATE.join(', ')}.` : undefined;
  return inference.report('unknown-name', path, `${inference.text(target)} has no ${part}.`, hint);
}

function typeOfName(inference: Inference, node: SyntaxNode, name: string): FeelType {
  const type = inference.names.get(name);
  if (!type) return unknownName(inference, node, name);
  if (!type.nullable) return type;
  switch (inference.certain.get(notNull(name))) {
    case 'branch':
      return { ...type, nullable: false };
    case 'side':
      return { ...type, nullable: false, unless: [notNull(name)] };
    case undefined:
      return type;
  }
}

function unknownName(inference: Inference, node: SyntaxNode, name: string): FeelType {
  const names = [...inference.names.keys()].filter((known) => known !== '?');
  const report = (message: string, hint?: string) => inference.report('unknown-name', node, message, hint);

  const members = names.filter((known) => known.startsWith(`${name}.`));
  if (members.length > 0) return report(`${name} is a group of facts.`, `Name one of them: ${members.join(', ')}.`);
  if (name === '?') return report('? stands for the input of a table cell, and this is none.');
  if (isBuiltIn(name)) return report(`${name} is a function of FEEL, not a fact.`);

  const quoted = [...inference.names.values()].some((type) => type.enum?.includes(name));
  if (quoted) return report(`There is no fact ${name}.`, `For the text write it in quotation marks: "${name}".`);
  if (name.startsWith('not ')) return report(`There is no fact ${name}.`, `Write not(${name.slice(4)}).`);
  if (name.includes(' ')) return report(`There is no fact ${name}.`, 'Is an operator missing between the words?');
  return report(`There is no fact ${name}.`, didYouMean(name, names));
}

/** Whether FEEL gives the name a meaning of its own, which a fact of that name would hide. */
export function isBuiltIn(name: string): boolean {
  return Object.hasOwn(FUNCTIONS, name) || evaluate(name).warnings.length === 0;
}
