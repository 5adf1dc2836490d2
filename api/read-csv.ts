// The package's two entrances have a class of their own each: the error is an instance of the one that parsed.
import { CsvError, parse } from 'csv-parse/sync';
import { both } from '../domain/text';
import { invalid } from './invalid';

/** A row of a file that somebody sent, by its columns, and the line of the file on which it ends. */
export interface CsvRow {
  line: number;
  row: Record<string, string>;
}

/**
 * The rows of a CSV file whose first line names its columns; empty lines are passed over.
 * @throws Problem Invalid (field `csv`, with the line if one is wrong) if it is no CSV, or has no row
 */
export function readCsv(csv: string): CsvRow[] {
  const rows = parsed(csv).map(({ info, record }) => ({ line: info.lines, row: record }));
  if (rows.length > 0) return rows;
  throw invalid([{ field: 'csv', code: 'empty', message: both('没有数据行。', 'It has no line of data.') }]);
}

function parsed(csv: string): { info: { lines: number }; record: Record<string, string> }[] {
  try {
    // With `info` each record comes with its place, which the types leave out.
    return parse(csv, { columns: named, bom: true, trim: true, skip_empty_lines: true, info: true }) as never;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = (error as CsvError & { lines?: number }).lines;
    const field = line === undefined ? 'csv' : `csv:${line}`;
    throw invalid([{ field, code: 'not_csv', message: both('不是有效的 CSV。', 'It is not valid CSV.') }]);
  }
}

/** @throws Problem Invalid if a column has no name, or two have the same: one of them would be lost */
function named(columns: string[]): string[] {
  const wrong = columns.find((name, i) => name === '' || columns.indexOf(name) !== i);
  if (wrong === undefined) return columns;
  const message =
    wrong === ''
      ? both('有一列没有列名。', 'A column has no name.')
      : both('有两列同名。', 'Two columns have the same name.');
  throw invalid([{ field: 'csv:1', code: 'columns', message }]);
}
