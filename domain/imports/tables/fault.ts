import type { Bilingual } from '../../values/text';

/** What is wrong at one place of a file. */
export interface TableFault {
  /** Line of the file, from 1; CRLF, LF and CR each end one. Absent where the file as a whole is wrong. */
  line?: number;
  /** Character of that line, from 1. */
  column?: number;
  /** Header of the column, or the field that it becomes. */
  field?: string;
  code: string;
  message: Bilingual;
}

/** A file of which nothing can be taken; each reason says what to do instead. */
export class TableRefused extends Error {
  override readonly name = 'TableRefused';

  constructor(readonly faults: readonly TableFault[]) {
    super(faults.map(faultText).join('\n'));
  }
}

/** A fault for the command line, with its place: `line 3, column 5, pay: It needs …`. */
export function faultText({ line, column, field, message }: TableFault): string {
  const place = [
    line === undefined ? [] : [`line ${line}`],
    column === undefined ? [] : [`column ${column}`],
    field === undefined ? [] : [field],
  ].flat();
  return place.length === 0 ? message.en : `${place.join(', ')}: ${message.en}`;
}
