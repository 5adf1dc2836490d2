import { FeelDate } from 'feelin';
import type { FeelType } from './feel-type';
import type { SyntaxNode } from './syntax';
import { children, constantOf } from './syntax';
import type { TypeChecker } from './type-checker';

const DAYS = /^"P\d+D"$/;
const MONTHS = /^"P(?=\d)(\d+Y)?(\d+M)?"$/;

/** `date("2026-05-01")`, `@"2026-05-01"`, `duration("P7D")`, `@"P1Y6M"`: written out, never made of facts. */
export function dateLiteral(checker: TypeChecker, node: SyntaxNode): FeelType {
  const [first, , parameters] = children(node);
  const argument = first?.name === 'AtLiteral' ? children(first)[0] : parameters && children(parameters)[0];
  const value = constantOf(node, checker.source);
  if (value instanceof FeelDate) return { kind: 'date' };

  const text = argument?.name === 'StringLiteral' && value !== undefined ? checker.text(argument) : '';
  if (DAYS.test(text)) return { kind: 'days' };
  if (MONTHS.test(text)) return { kind: 'months' };
  const hint = 'A date is @"2026-05-01"; a duration is in days, @"P7D", or in years and months, @"P1Y6M".';
  return checker.report(
    'refused',
    node,
    `${checker.text(node)} is no date and no duration that is counted in days.`,
    hint,
  );
}
