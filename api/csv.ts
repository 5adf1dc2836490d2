import { stringify } from 'csv-stringify/sync';
import { inert } from './inert';
import type { Reply } from './operation';

/** Rows as a CSV file: with a byte order mark, so that spreadsheets read Chinese, and with formulas made harmless. */
export function csvFile(name: string, columns: readonly string[], rows: readonly (string | number)[][]): Reply {
  return {
    status: 200,
    type: 'text/csv',
    headers: { 'Content-Disposition': `attachment; filename="${name}.csv"` },
    body: stringify(
      rows.map((row) => row.map((value) => (typeof value === 'number' ? value : inert(value)))),
      { header: true, columns: [...columns], bom: true },
    ),
  };
}
