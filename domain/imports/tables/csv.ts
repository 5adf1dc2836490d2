import { both } from '../../values/text';
import type { Bilingual } from '../../values/text';
import { lineAfterFault } from './after-fault';
import type { TableFault } from './fault';
import { MOST_CELL_CHARACTERS, MOST_CELLS } from './limits';
import type { Lines } from './lines';

/** One cell of a record: what it says, and where it begins in the text. */
export interface CsvCell {
  text: string;
  at: number;
}

/** A record with its lines, or why there is none in these. */
export type CsvRecord = { line: number; upTo: number } & ({ cells: CsvCell[] } | { fault: TableFault });

/**
 * The records of a CSV text, as RFC 4180 has them: separated by CRLF, LF or CR, cells by commas, those with commas, quotes
 * or line ends in quotes, and quotes within doubled. Blanks around a quoted cell don't count; lines without anything are
 * passed over. Every text can be read: a record with a bad quote, or of another width, is refused, and reading goes on at the next line that is
 * surely none of its (`lineAfterFault`).
 *
 * @param width cells of a record, asked before each: 0 takes any
 */
export function* csvRecords(lines: Lines, width: () => number): Generator<CsvRecord> {
  const { text } = lines;
  for (let line = 1; line <= lines.count;) {
    const start = lines.startOf(line);
    if (/^[ \t]*$/.test(lines.textOf(line))) {
      line++;
      continue;
    }
    const read = ofWidth(recordAt(text, start), width());
    if ('cells' in read) {
      const next = lines.lineOf(read.end);
      const upTo = lines.startOf(next) < read.end ? next : next - 1;
      yield { line, upTo, cells: read.cells };
      line = upTo + 1;
      continue;
    }
    const { next, open } = lineAfterFault(lines, line, width());
    // Where the rows after it are good, what is wrong is the quote that would have taken them in.
    const { at, code, message } = open === undefined || lines.lineOf(read.at) === line ? read : bad('open_quote', open);
    yield { line, upTo: next - 1, fault: { ...lines.placeOf(at), code, message } };
    line = next;
  }
}

/** A record of another width is no row, and its quotes are not to be believed: it may be several that one quote joined. */
function ofWidth(read: Read, width: number): Read {
  if (!('cells' in read) || width === 0 || read.cells.length === width) return read;
  const { cells } = read;
  const message = both(
    `有 ${cells.length} 个单元格，表头有 ${width} 列。`,
    `The line has ${cells.length} cells; the header has ${width}.`,
  );
  return { code: 'cells', at: (cells[width] ?? cells.at(-1))?.at ?? 0, message };
}

type Fault = 'bare_quote' | 'after_quote' | 'open_quote' | 'cell_too_long' | 'too_many_cells';

const MESSAGES: Readonly<Record<Fault, Bilingual>> = {
  bare_quote: both(
    '引号出现在未加引号的单元格中。请给整个单元格加引号，其中的引号写两次。',
    'The cell contains a quote but is not quoted. Quote the whole cell and double the quotes inside it.',
  ),
  after_quote: both(
    '引号结束后还有文字。单元格内的引号须写两次。',
    'Text follows the closing quote. Double the quotes inside a cell.',
  ),
  open_quote: both('引号没有结束。', 'The quote is never closed.'),
  cell_too_long: both(
    `单元格超过 ${MOST_CELL_CHARACTERS} 个字符，或其引号没有结束。`,
    `The cell has more than ${MOST_CELL_CHARACTERS} characters, or its quote is not closed.`,
  ),
  too_many_cells: both(`超过 ${MOST_CELLS} 列。`, `The line has more than ${MOST_CELLS} cells.`),
};

interface Bad {
  code: string;
  at: number;
  message: Bilingual;
}
type Read = { cells: CsvCell[]; end: number } | Bad;

function bad(code: Fault, at: number): Bad {
  return { code, at, message: MESSAGES[code] };
}

const BARE = /[^,"\r\n]*/y;
const BLANKS = /[ \t]*/y;
const LINE_END = /\r\n|\r|\n/y;

/** One record, strictly; `end` is behind its line end. */
function recordAt(text: string, start: number): Read {
  const cells: CsvCell[] = [];
  for (let at = start; ; at++) {
    const opens = after(BLANKS, text, at);
    let cell: string;
    let end: number;
    if (text[opens] === '"') {
      const closes = closingQuote(text, opens);
      if (closes === undefined) return bad('open_quote', opens);
      if (closes - opens > MOST_CELL_CHARACTERS) return bad('cell_too_long', opens);
      cell = text.slice(opens + 1, closes).replaceAll('""', '"');
      end = after(BLANKS, text, closes + 1);
      if (end < text.length && !',\r\n'.includes(text.charAt(end))) return bad('after_quote', end);
    } else {
      end = after(BARE, text, at);
      if (text[end] === '"') return bad('bare_quote', end);
      if (end - at > MOST_CELL_CHARACTERS) return bad('cell_too_long', at);
      cell = text.slice(at, end);
    }
    if (cells.length === MOST_CELLS) return bad('too_many_cells', at);
    cells.push({ text: cell, at: opens });
    if (text[end] !== ',') return { cells, end: after(LINE_END, text, end) };
    at = end;
  }
}

/** Of the quoted cell that begins here; looked for no further than a cell can reach. */
function closingQuote(text: string, opens: number): number | undefined {
  for (let at = opens + 1; ; at += 2) {
    at = text.indexOf('"', at);
    if (at < 0) return undefined;
    if (text[at + 1] !== '"' || at - opens > MOST_CELL_CHARACTERS) return at;
  }
}

function after(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return at + (pattern.exec(text)?.[0].length ?? 0);
}
