import type { Chance } from './chance';

/** The part of JSON Schema that our actions and forms use. */
export interface Shape {
  type?: string;
  const?: unknown;
  enum?: unknown[];
  anyOf?: Shape[];
  oneOf?: Shape[];
  properties?: Record<string, Shape>;
  required?: string[];
  items?: Shape;
  format?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  minItems?: number;
  maxItems?: number;
  /** Taken only sealed; nobody makes such a thing up. */
  sealed?: boolean;
}

/**
 * Values that a shape can't tell apart from any other text or number, by the name of the field: people, departments,
 * times. Undefined leaves it to the shape.
 */
export type Vocabulary = (field: string, chance: Chance) => unknown;

/** How often somebody says yes, and fills in what may be left out. */
const YES = 0.85;
const FILLED_IN = 0.5;
/** Of what can be chosen, the usual thing stands first. */
const FIRST = 0.4;
const LARGEST_NUMBER = 20;

/** A value of this shape. Rules that a schema doesn't carry may still be against it: then another chance is taken. */
export function madeUp(shape: Shape, chance: Chance, words: Vocabulary, field = ''): unknown {
  const own = words(field, chance);
  if (own !== undefined) return own;
  if (shape.const !== undefined) return shape.const;
  if (shape.enum !== undefined)
    return chance.happens('the first', FIRST) ? shape.enum[0] : chance.pick('value', shape.enum);
  const kinds = shape.anyOf ?? shape.oneOf;
  if (kinds !== undefined) return madeUp(chance.pick('kind', kinds), chance, words, field);
  switch (shape.type) {
    case 'boolean':
      return chance.happens('yes', YES);
    case 'integer':
      return Math.floor(numberOf(shape, chance));
    case 'number':
      return numberOf(shape, chance);
    case 'array':
      return listOf(shape, chance, words, field);
    case 'object':
      return objectOf(shape, chance, words);
    case undefined:
    default:
      return `${field} ${chance.whole('words', 1, 999)}`.slice(0, shape.maxLength).padEnd(shape.minLength ?? 0, '.');
  }
}

function numberOf({ minimum, exclusiveMinimum, maximum }: Shape, chance: Chance): number {
  const least = Math.max(minimum ?? 0, exclusiveMinimum === undefined ? 0 : exclusiveMinimum + 1);
  return chance.whole('number', least, Math.min(maximum ?? Infinity, least + LARGEST_NUMBER));
}

function listOf(shape: Shape, chance: Chance, words: Vocabulary, field: string): unknown[] {
  const least = shape.minItems ?? 0;
  const length = chance.whole('length', least, Math.min(shape.maxItems ?? Infinity, least + 2));
  return Array.from({ length }, (_, i) => madeUp(shape.items ?? {}, chance.for(i), words, field));
}

function objectOf({ properties = {}, required = [] }: Shape, chance: Chance, words: Vocabulary): object {
  const given = Object.entries(properties).filter(
    ([name, { sealed }]) => required.includes(name) || (sealed !== true && chance.happens(`${name} given`, FILLED_IN)),
  );
  return Object.fromEntries(given.map(([name, shape]) => [name, madeUp(shape, chance.for(name), words, name)]));
}
