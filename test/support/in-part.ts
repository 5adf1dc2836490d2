import { isDeepStrictEqual } from 'node:util';

/** Throws unless what is expected is there, lists in full and their members in part: Jest's `toMatchObject` beyond Jest. */
export function compareInPart(actual: unknown, expected: unknown): void {
  if (!isThere(actual, expected))
    throw new Error(`${JSON.stringify(expected)} is not in ${JSON.stringify([actual]).slice(0, 2_000)}`);
}

function isThere(actual: unknown, expected: unknown): boolean {
  if (typeof expected !== 'object' || expected === null) return isDeepStrictEqual(actual, expected);
  if (typeof actual !== 'object' || actual === null) return false;
  if (Array.isArray(expected))
    return (
      Array.isArray(actual) &&
      actual.length === expected.length &&
      expected.every((part, i) => isThere(actual[i], part))
    );
  return Object.entries(expected).every(([name, part]) => isThere((actual as Record<string, unknown>)[name], part));
}
