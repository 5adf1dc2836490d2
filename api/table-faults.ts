import type { TableFault, TableRefused } from '../domain/imports/tables/fault';
import { invalid } from './invalid';
import type { FieldError, Problem } from './problem';

/** So many wrong places of a table are named: whoever sent it mends them in one go. */
const MOST_NAMED = 1_000;

/** What makes a text no CSV, whichever way: callers branch on one code. */
const NOT_CSV = new Set(['bare_quote', 'after_quote', 'open_quote', 'cell_too_long', 'too_many_cells', 'cells']);

/** A table that was not taken, with each place that is wrong (`csv:3.pay`, and line and column) and how many there are. */
export function invalidTable(faults: readonly TableFault[]): Problem {
  return invalid(faults.map(fieldErrorOf), { most: MOST_NAMED });
}

/** A file of which nothing could be read. */
export function refusedTable({ faults }: TableRefused): Problem {
  return invalidTable(faults);
}

function fieldErrorOf({ line, column, field, code, message }: TableFault): FieldError {
  const place = line === undefined ? 'csv' : `csv:${line}`;
  return {
    field: field === undefined ? place : `${place}.${field}`,
    code: NOT_CSV.has(code) ? 'not_csv' : code,
    message,
    ...(line === undefined ? {} : { line }),
    ...(column === undefined ? {} : { column }),
  };
}
