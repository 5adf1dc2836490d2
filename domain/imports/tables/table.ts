import { both } from '../../values/text';
import type { CsvCell, CsvRecord } from './csv';
import { csvRecords } from './csv';
import type { TableFault } from './fault';
import { TableRefused } from './fault';
import type { Header, WantedColumns } from './header';
import { readHeader } from './header';
import { Lines } from './lines';
import { lostCharacter } from './lost-character';

/** A row of a table by its columns, or what is wrong with it. */
export type TableRow =
  | {
      line: number;
      /** Without what blanks stand around them. */
      values: Readonly<Record<string, string>>;
      /** Where the cell of a column begins. */
      placeOf: (column: string) => { line: number; column: number } | undefined;
    }
  | { line: number; upTo: number; faults: TableFault[] };

export interface Table {
  header: Header;
  /** One after the other; refused ones among them, which stop no other. */
  rows: Iterable<TableRow>;
}

/**
 * Reads a CSV text whose first row names its columns: the one way in which complaints, pay and contact lists are read, on
 * the command line and over HTTP.
 *
 * @throws TableRefused if the header can't be used, or if there is no row
 */
export function readTable(text: string, wanted: WantedColumns = {}): Table {
  // Text that came in JSON has its file's mark still.
  const lines = new Lines(text.replace(/^\uFEFF/, ''));
  let width = 0;
  const records = csvRecords(lines, () => width);
  const first = records.next();
  if (first.done === true) throw new TableRefused([EMPTY]);
  if (!('cells' in first.value)) throw new TableRefused([first.value.fault]);
  const { cells } = first.value;
  width = cells.length;
  const lost = lostIn(lines, cells);
  if (lost.length > 0) throw new TableRefused(lost);
  const header = readHeader(
    cells.map((cell) => ({ text: cell.text, ...lines.placeOf(cell.at) })),
    wanted,
  );
  const second = records.next();
  if (second.done === true) throw new TableRefused([EMPTY]);
  return { header, rows: rowsOf(lines, header, second.value, records) };
}

const EMPTY: TableFault = { code: 'empty', message: both('没有数据行。', 'The table has no data lines.') };

function* rowsOf(lines: Lines, header: Header, first: CsvRecord, others: Iterable<CsvRecord>): Generator<TableRow> {
  yield rowOf(lines, header, first);
  for (const record of others) yield rowOf(lines, header, record);
}

function rowOf(lines: Lines, { columns }: Header, record: CsvRecord): TableRow {
  const { line, upTo } = record;
  if (!('cells' in record)) return { line, upTo, faults: [record.fault] };
  const { cells } = record;
  const lost = lostIn(lines, cells, columns);
  if (lost.length > 0) return { line, upTo, faults: lost };
  const at = new Map(columns.map((column, i) => [column, cells[i]?.at]));
  return {
    line,
    values: Object.fromEntries(columns.map((column, i) => [column, cells[i]?.text.trim() ?? ''])),
    placeOf: (column) => {
      const start = at.get(column);
      return start === undefined ? undefined : lines.placeOf(start);
    },
  };
}

/** The first lost character of each cell that has one. */
function lostIn(lines: Lines, cells: readonly CsvCell[], columns: readonly string[] = []): TableFault[] {
  return cells.flatMap(({ text, at }, i): TableFault[] => {
    if (lostCharacter(text) === undefined) return [];
    const lost = lostCharacter(lines.text, at);
    const field = columns[i];
    if (lost === undefined) return [];
    const { code, message } = lost;
    return [{ ...lines.placeOf(lost.at), ...(field === undefined ? {} : { field }), code, message }];
  });
}
