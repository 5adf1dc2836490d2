import type { Bounds } from './bounds';
import { boundsOfExtreme, WHOLE_FROM_0 } from './bounds';
import type { FeelType } from './feel-type';

/** `digits` is a written whole number from 0 to 9; `element` is a number, a text or true/false. */
export type Parameter = 'number' | 'string' | 'boolean' | 'list' | 'element' | 'digits';

export interface FeelFunction {
  parameters: readonly Parameter[];
  /** The last parameter may be given again. */
  repeats?: true;
  result: FeelType['kind'];
  /** What is certain of a number that it gives. */
  bounds?: (args: readonly Bounds[]) => Bounds;
}

/**
 * The functions of FEEL that policies may call: those that answer without null for every argument of the right kind and
 * need no clock. Kept out with reason: `now`, `today` (a decision depends on its facts alone), `matches`, `replace`,
 * `split` (patterns that can take for ever), `number`, `string`, `date` of facts (facts come typed), `sum`, `mean` and
 * the like (null for an empty list).
 */
export const FUNCTIONS: Readonly<Record<string, FeelFunction>> = {
  not: { parameters: ['boolean'], result: 'boolean' },
  min: {
    parameters: ['number', 'number'],
    repeats: true,
    result: 'number',
    bounds: (args) => boundsOfExtreme('min', args),
  },
  max: {
    parameters: ['number', 'number'],
    repeats: true,
    result: 'number',
    bounds: (args) => boundsOfExtreme('max', args),
  },
  abs: { parameters: ['number'], result: 'number' },
  floor: { parameters: ['number'], result: 'number', bounds: () => ({ integer: true }) },
  ceiling: { parameters: ['number'], result: 'number', bounds: () => ({ integer: true }) },
  'round up': { parameters: ['number', 'digits'], result: 'number' },
  'round down': { parameters: ['number', 'digits'], result: 'number' },
  'round half up': { parameters: ['number', 'digits'], result: 'number' },
  'round half down': { parameters: ['number', 'digits'], result: 'number' },
  count: { parameters: ['list'], result: 'number', bounds: () => WHOLE_FROM_0 },
  'list contains': { parameters: ['list', 'element'], result: 'boolean' },
  'string length': { parameters: ['string'], result: 'number', bounds: () => WHOLE_FROM_0 },
  contains: { parameters: ['string', 'string'], result: 'boolean' },
  'starts with': { parameters: ['string', 'string'], result: 'boolean' },
  'ends with': { parameters: ['string', 'string'], result: 'boolean' },
};
