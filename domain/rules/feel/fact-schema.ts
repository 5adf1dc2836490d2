import type { Bilingual } from '../../values/text';

/** What a single value can be; a list holds values of one of these. */
export type ElementKind = 'number' | 'string' | 'boolean' | 'date';

/**
 * What a value may be. `enum` closes a text to the values named. `min`, `max` (both included) and `integer` say where
 * the numbers of a fact end: an amount in fen is an integer from 0 up, so that tiers that start at 0 leave no gap below.
 * A date is a calendar day without time or zone, `YYYY-MM-DD` in JSON.
 */
export type ValueType =
  | { kind: 'number'; integer?: boolean | undefined; min?: number | undefined; max?: number | undefined }
  | { kind: 'string'; enum?: readonly string[] | undefined }
  | { kind: 'boolean' }
  | { kind: 'date' }
  | { kind: 'list'; of: ElementKind; enum?: readonly string[] | undefined };

/**
 * A fact that conditions and tables may name. Without `nullable` it is always known; `otherwise` is what it counts as
 * while nobody has said it.
 */
export type FactType = ValueType & {
  nullable?: boolean | undefined;
  otherwise?: string | number | boolean | undefined;
  title: Bilingual;
};

/**
 * The facts that an expression may use, by name. A name is camelCase (`costFen`) or camelCase within one group
 * (`intake.amountFen`, read from `{ intake: { amountFen } }`).
 */
export type FactSchema = Readonly<Record<string, FactType>>;

/** One word of a fact's name. */
export const FACT_WORD = /^[a-z][A-Za-z0-9]*$/;
