import type { FeelType } from './feel-type';

/** What is certain of a number: where it ends, and whether it is whole. Wider than the truth, never narrower. */
export type Bounds = Pick<FeelType, 'integer' | 'min' | 'max'>;

/** A count of something. */
export const WHOLE_FROM_0: Bounds = { integer: true, min: 0 };

/** The bounds of `first operator second`; they let tiers of a sum join as those of a plain amount do. */
export function boundsOf(operator: string, first: Bounds, second: Bounds): Bounds {
  const integer = first.integer === true && second.integer === true;
  switch (operator) {
    case '+':
      return { integer, min: sum(first.min, second.min), max: sum(first.max, second.max) };
    case '-':
      return boundsOf('+', first, negative(second));
    case '*':
      return { integer, min: productOf(first.min, second.min) };
    default:
      return {};
  }
}

export function negative({ integer, min, max }: Bounds): Bounds {
  return { integer, min: max === undefined ? undefined : -max, max: min === undefined ? undefined : -min };
}

/** The bounds of the smallest (`min`) or the largest (`max`) of numbers. */
export function boundsOfExtreme(which: 'min' | 'max', numbers: readonly Bounds[]): Bounds {
  const integer = numbers.every((number) => number.integer === true);
  const [mins, maxes] = [known(numbers.map(({ min }) => min)), known(numbers.map(({ max }) => max))];
  const allMins = mins.length === numbers.length;
  const allMaxes = maxes.length === numbers.length;
  // One number with a least value keeps the largest above it; for the smallest, all must have one.
  if (which === 'max') {
    return {
      integer,
      min: mins.length > 0 ? Math.max(...mins) : undefined,
      max: allMaxes ? Math.max(...maxes) : undefined,
    };
  }
  return {
    integer,
    min: allMins ? Math.min(...mins) : undefined,
    max: maxes.length > 0 ? Math.min(...maxes) : undefined,
  };
}

function sum(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? undefined : a + b;
}

function productOf(a: number | undefined, b: number | undefined): number | undefined {
  return a !== undefined && b !== undefined && a >= 0 && b >= 0 ? a * b : undefined;
}

function known(numbers: readonly (number | undefined)[]): number[] {
  return numbers.filter((number) => number !== undefined);
}
