import { CsvError } from 'csv-parse';
import { parse } from 'csv-parse/sync';
import { both } from '../domain/text';
import { invalid } from './invalid';

/** A row of a file that somebody sent, by its columns, and the line of the file on which it ends. */
export interface CsvRow {
  line: number;
  row: Record<string, string>;
}

/**
 * The rows of a CSV file whose first line names its columns; empty lines are passed over.
 * @throws Problem Invalid (field `csv`) if it is no CSV, or has no row
 */
export function readCsv(csv: string): CsvRow[] {
  const rows = parsed(csv).map(({ info, record }) => ({ line: info.lines, row: record }));
  if (rows.length > 0) return rows;
  throw invalid([{ field: 'csv', code: 'empty', message: both('没有数据行。', 'It has no line of data.') }]);
}

function parsed(csv: string): { info: { lines: number }; record: Record<string, string> }[] {
  try {
    // With `info` each record comes with its place, which the types leave out.
    return parse(csv, { columns: true, bom: true, trim: true, skip_empty_lines: true, info: true }) as never;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw invalid([{ field: 'csv', code: 'not_csv', message: both('不是有效的 CSV。', error.message) }]);
  }
}
