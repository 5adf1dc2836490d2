import { FeelDate, FeelDuration } from 'feelin';
import type { ElementKind, ValueType } from './fact-schema';

/**
 * What is known of a value before it is computed. Facts have the kinds of the schema; a difference of two dates is a
 * number of `days`; `months` only move a date. `unknown` fits everything: a problem was reported already, or it is a
 * null or an empty list at evaluation.
 */
export interface FeelType {
  kind: ValueType['kind'] | 'days' | 'months' | 'null' | 'unknown';
  of?: ElementKind | 'unknown' | undefined;
  /** All texts that it can be, or that its elements can be. */
  enum?: readonly string[] | undefined;
  /** Written as such in the expression. */
  literal?: boolean | undefined;
  integer?: boolean | undefined;
  min?: number | undefined;
  max?: number | undefined;
  nullable?: boolean | undefined;
  /** It is null while one of these claims is false; the `and` or `or` that tests the claim first takes it away. */
  unless?: readonly string[] | undefined;
}

export const UNKNOWN: FeelType = { kind: 'unknown' };

/** The type of a value, or undefined for what FEEL facts don't hold: contexts, functions, mixed lists, NaN. */
export function typeOfValue(value: unknown): FeelType | undefined {
  if (value === null || value === undefined) return { kind: 'unknown', nullable: true };
  if (typeof value === 'number') return Number.isFinite(value) ? { kind: 'number', min: value, max: value } : undefined;
  if (typeof value === 'string') return { kind: 'string' };
  if (typeof value === 'boolean') return { kind: 'boolean' };
  if (value instanceof FeelDate) return { kind: 'date' };
  if (value instanceof FeelDuration) return { kind: value.yearsMonths ? 'months' : 'days' };
  if (!Array.isArray(value)) return undefined;
  const kinds = new Set(value.map((element) => typeOfValue(element)?.kind));
  const [of = 'unknown', ...others] = kinds;
  if (others.length > 0 || (of === 'unknown' && value.length > 0)) return undefined;
  return isElementKind(of) || of === 'unknown' ? { kind: 'list', of } : undefined;
}

export function isElementKind(kind: FeelType['kind'] | undefined): kind is ElementKind {
  return kind === 'number' || kind === 'string' || kind === 'boolean' || kind === 'date';
}

/** Whether a value of one kind may stand where the other is asked for. */
export function fits(kind: FeelType['kind'] | undefined, asked: FeelType['kind'] | undefined): boolean {
  return kind === asked || kind === 'unknown' || asked === 'unknown';
}

const WORDS: Record<FeelType['kind'], string> = {
  number: 'a number',
  string: 'a text',
  boolean: 'true or false',
  date: 'a date',
  list: 'a list',
  days: 'a number of days',
  months: 'a number of months',
  null: 'null',
  unknown: 'unknown',
};

export function inWords(kind: FeelType['kind']): string {
  return WORDS[kind];
}
