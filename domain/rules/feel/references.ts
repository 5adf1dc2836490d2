import { evaluate } from 'feelin';
import { notNull } from './claims';
import type { FeelType } from './feel-type';
import { FUNCTIONS } from './functions';
import { didYouMean } from './problem';
import type { SyntaxNode } from './syntax';
import { children, nameOf } from './syntax';
import type { TypeChecker } from './type-checker';

const PARTS_OF_DATE = ['year', 'month', 'day', 'weekday'];

/** A fact, or `?` in a table cell. */
export function typeOfVariable(checker: TypeChecker, node: SyntaxNode): FeelType {
  return typeOfName(checker, node, nameOf(node, checker.source) ?? '');
}

/** A fact of a group (`intake.amountFen`) or a part of a date (`boughtOn.year`; `weekday` is 1 on Monday). */
export function typeOfPath(checker: TypeChecker, node: SyntaxNode): FeelType {
  const [target, , path] = children(node);
  const name = nameOf(node, checker.source);
  const targetName = target && nameOf(target, checker.source);
  const isPart = name === undefined || (targetName !== undefined && checker.names.has(targetName));
  if (!target || !path || !isPart) return typeOfName(checker, node, name ?? '');

  const type = checker.solid(target);
  const part = checker.text(path);
  if (type.kind === 'unknown') return type;
  if (type.kind === 'date' && PARTS_OF_DATE.includes(part)) return { kind: 'number', integer: true };
  const hint = type.kind === 'date' ? `A date has ${PARTS_OF_DATE.join(', ')}.` : undefined;
  return checker.report('unknown-name', path, `${checker.text(target)} has no ${part}.`, hint);
}

function typeOfName(checker: TypeChecker, node: SyntaxNode, name: string): FeelType {
  const type = checker.names.get(name);
  if (!type) return unknownName(checker, node, name);
  if (!type.nullable) return type;
  switch (checker.certain.get(notNull(name))) {
    case 'branch':
      return { ...type, nullable: false };
    case 'side':
      return { ...type, nullable: false, unless: [notNull(name)] };
    case undefined:
      return type;
  }
}

function unknownName(checker: TypeChecker, node: SyntaxNode, name: string): FeelType {
  const names = [...checker.names.keys()].filter((known) => known !== '?');
  const report = (message: string, hint?: string) => checker.report('unknown-name', node, message, hint);

  const members = names.filter((known) => known.startsWith(`${name}.`));
  if (members.length > 0) return report(`${name} is a group of facts.`, `Name one of them: ${members.join(', ')}.`);
  if (name === '?') return report('? stands for the input of a table cell, and this is none.');
  if (isBuiltIn(name)) return report(`${name} is a function of FEEL, not a fact.`);

  const quoted = [...checker.names.values()].some((type) => type.enum?.includes(name));
  if (quoted) return report(`There is no fact ${name}.`, `For the text write it in quotation marks: "${name}".`);
  if (name.startsWith('not ')) return report(`There is no fact ${name}.`, `Write not(${name.slice(4)}).`);
  if (name.includes(' ')) return report(`There is no fact ${name}.`, 'Is an operator missing between the words?');
  return report(`There is no fact ${name}.`, didYouMean(name, names));
}

function isBuiltIn(name: string): boolean {
  return Object.hasOwn(FUNCTIONS, name) || evaluate(name).warnings.length === 0;
}
