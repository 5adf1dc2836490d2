import type { SentRemedy } from '../../actions/data-kinds';
import { isSealed } from '../../values/sealed';

type Path = readonly (string | number)[];

/** The largest amount in fen. Any telephone number of eleven digits is larger. */
const MOST = 10_000_000_000;
/** What a remedy lets one choose from (`cash`, `atCustomer`), and what its parameters are called. */
const WORD = /^[A-Za-z]{1,40}$/;
const KIND = /^[a-z][a-z0-9-]{0,59}$/;

/**
 * Where sent remedies say something that may not stand in a history. Which parameters are personal is for the
 * definitions to say, which a case does not know: so it takes a text sealed for its place, or one Latin word, and no
 * number that is too large for an amount.
 * @param isOwn whether a sealed text is sealed for the place where it stands
 */
export function unfitParams(
  remedies: readonly SentRemedy[],
  at: Path,
  isOwn: (text: string, path: Path) => boolean,
): Path[] {
  return remedies.flatMap(({ kind, params }, i) => [
    ...(KIND.test(kind) ? [] : [[...at, i, 'kind']]),
    ...unfitIn(params, [...at, i, 'params'], isOwn),
  ]);
}

function unfitIn(value: unknown, path: Path, isOwn: (text: string, path: Path) => boolean): Path[] {
  if (typeof value === 'string') return (isSealed(value) ? isOwn(value, path) : WORD.test(value)) ? [] : [path];
  if (typeof value === 'number') return Math.abs(value) <= MOST ? [] : [path];
  if (Array.isArray(value)) return value.flatMap((item: unknown, i) => unfitIn(item, [...path, i], isOwn));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, item]: [string, unknown]) =>
    WORD.test(name) ? unfitIn(item, [...path, name], isOwn) : [path],
  );
}
