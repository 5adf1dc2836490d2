import { both } from '../../values/text';
import type { TableFault } from './fault';
import { TableRefused } from './fault';

/** The columns that an import knows. */
export interface WantedColumns {
  /** By these names they are given back, however they are spelt. Absent: all are taken as they are called. */
  known?: readonly string[];
  /** Without one of these the file is refused. */
  required?: readonly string[];
}

export interface Header {
  /** Names in the order of the file: a known one's own spelling, otherwise as written. */
  columns: string[];
  /** Those that the import doesn't know. */
  unknown: string[];
  /** Known ones that the file doesn't have. */
  missing: string[];
}

interface HeaderCell {
  text: string;
  line: number;
  column: number;
}

/**
 * Matches the names of columns. Two names are the same if they differ in nothing but blanks around them and how many
 * between words, capital and small letters, and full and half width (NFKC).
 *
 * @throws TableRefused if a column has no name, two have the same, or a required one is missing
 */
export function readHeader(cells: readonly HeaderCell[], { known = [], required = [] }: WantedColumns): Header {
  const faults: TableFault[] = [];
  const byKey = new Map(known.map((name) => [headerKey(name), name]));
  const seen = new Map<string, { number: number; text: string }>();
  const columns = cells.map(({ text, line, column }, i) => {
    const key = headerKey(text);
    const earlier = seen.get(key);
    const at = { line, column };
    if (key === '')
      faults.push({
        ...at,
        code: 'columns',
        message: both(`第 ${i + 1} 列没有列名。`, `Column ${i + 1} has no name.`),
      });
    else if (earlier !== undefined) {
      const [a, b] = [quoted(earlier.text), quoted(text)];
      const message = both(
        `第 ${earlier.number} 列 ${a} 与第 ${i + 1} 列 ${b} 同名。`,
        `Columns ${earlier.number} ${a} and ${i + 1} ${b} have the same name.`,
      );
      faults.push({ ...at, code: 'columns', message });
    } else seen.set(key, { number: i + 1, text });
    return byKey.get(key) ?? text.trim();
  });
  const lacking = required.filter((name) => !columns.includes(name));
  if (lacking.length > 0) faults.push(missingColumns(lacking, cells));
  if (faults.length > 0) throw new TableRefused(faults);
  return {
    columns,
    unknown: known.length === 0 ? [] : columns.filter((name) => !known.includes(name)),
    missing: known.filter((name) => !columns.includes(name)),
  };
}

/** The same for names that count as the same. */
export function headerKey(name: string): string {
  return name.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase();
}

const MOST_NAMED = 20;

function missingColumns(lacking: readonly string[], cells: readonly HeaderCell[]): TableFault {
  const there = cells.slice(0, MOST_NAMED).map(({ text }) => quoted(text));
  if (cells.length > MOST_NAMED) there.push('…');
  const [only] = cells;
  const other = cells.length === 1 && only !== undefined && /[;\t，；|]/.test(only.text);
  const way = other ? both('列之间须用英文逗号分隔。', ' Separate columns with commas.') : both('', '');
  return {
    line: only?.line ?? 1,
    code: 'missing_columns',
    message: both(
      `缺少列：${lacking.map(quoted).join('、')}。表头有：${there.join('、')}。${way.zh}`,
      `Columns are missing: ${lacking.map(quoted).join(', ')}. The header has ${there.join(', ')}.${way.en}`,
    ),
  };
}

const MOST_SHOWN = 60;

function quoted(name: string): string {
  const text = name.trim();
  return `"${text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text}"`;
}
