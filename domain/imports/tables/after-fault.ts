import { MOST_CELL_CHARACTERS } from './limits';
import type { Lines } from './lines';

/** So many whole rows in lines that could also be text say that they are rows. */
const SURELY_ROWS = 3;
/** Looking at more lines would tell nothing new. */
const MOST_LOOKED_AT = 100;

/**
 * The line at which reading goes on after a record with a bad quote. Lines of which it can't be told whether they still
 * belong to a cell of that record are passed over: a piece of somebody's text must not be taken for a row.
 *
 * The next line is none of its where the record's first line closes the cells that it opens, or where the next quote
 * opens a cell, or is further away than a cell is long, or where that quote's line and all before it have as many cells as
 * the header. Otherwise the next quote's line is the record's too, and the same is asked after it.
 *
 * @param width how many cells the header has
 * @returns also where the cell opens that the record's first line doesn't close, if that line alone is passed over
 */
export function lineAfterFault(lines: Lines, line: number, width: number): { next: number; open?: number } {
  const first = lines.textOf(line);
  const end = endOf(first, false);
  let { isOpen } = end;
  const isBalanced = (first.match(/"/g)?.length ?? 0) % 2 === 0;
  let last = line;
  while (isOpen) {
    const next = lines.nextOddQuotes(last + 1);
    if (next === undefined || lines.startOf(next.line) - lines.startOf(last + 1) > MOST_CELL_CHARACTERS) break;
    const beginsCell = /(^|,)[ \t]*$/.test(next.before);
    const endsIt = endsCell(next.after, 0);
    if (beginsCell && !endsIt) break;
    const isEither = beginsCell && endsIt;
    // Where each quote of the record has its partner and the next one is a stray, a single row is enough.
    const atLeast = isBalanced && last === line && !isEither ? 0 : SURELY_ROWS;
    if (areRows(lines, { from: last + 1, upTo: next.line, width, atLeast })) break;
    // One that can open and close leaves open what comes after it.
    isOpen = isEither || endOf(lines.textOf(next.line), true).isOpen;
    last = next.line;
  }
  return { next: last + 1, ...(last === line && end.isOpen ? { open: lines.startOf(line) + end.opens } : {}) };
}

function areRows(
  lines: Lines,
  { from, upTo, width, atLeast }: { from: number; upTo: number; width: number; atLeast: number },
): boolean {
  const isRow = (line: number): boolean => endOf(lines.textOf(line), false).cells === width;
  if (width < 2 || upTo - from < atLeast || !isRow(upTo)) return false;
  for (let line = from; line < Math.min(upTo, from + MOST_LOOKED_AT); line++) if (!isRow(line)) return false;
  return true;
}

/**
 * How a line ends that begins within a quoted cell or outside, where its last quoted cell opens, and how many cells it
 * has, if quotes that close nothing are taken for text.
 */
function endOf(text: string, isWithin: boolean): { isOpen: boolean; opens: number; cells: number } {
  let opens = 0;
  let state: 'start' | 'bare' | 'quoted' = isWithin ? 'quoted' : 'start';
  let cells = 1;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (state === 'quoted') {
      if (character !== '"') continue;
      if (text[at + 1] === '"') at++;
      else if (endsCell(text, at + 1)) state = 'bare';
    } else if (character === ',') {
      state = 'start';
      cells++;
    } else if (state === 'start' && character === '"') {
      state = 'quoted';
      opens = at;
    } else if (character !== ' ' && character !== '\t') state = 'bare';
  }
  return { isOpen: state === 'quoted', opens, cells };
}

const CELL_END = /[ \t]*(,|$)/y;

function endsCell(text: string, at: number): boolean {
  CELL_END.lastIndex = at;
  return CELL_END.test(text);
}
