import { readFileSync, statSync } from 'node:fs';
import type { ImportMap } from '../domain/imports/import-map';
import { columnsOf } from '../domain/imports/import-map';
import type { Encoding } from '../domain/imports/tables/bytes';
import type { DecodedText } from '../domain/imports/tables/encoding';
import { decodeText, MOST_BYTES, tooLarge } from '../domain/imports/tables/encoding';
import type { Header } from '../domain/imports/tables/header';
import type { JsonRow } from '../domain/imports/tables/json-lines';
import { jsonRows } from '../domain/imports/tables/json-lines';
import type { TableRow } from '../domain/imports/tables/table';
import { readTable } from '../domain/imports/tables/table';

/** A file of complaints as it was read: how it is encoded, which columns it has, and its rows, refused ones among them. */
export interface RowsFile {
  decoded: Omit<DecodedText, 'text'>;
  /** Of CSV; JSON Lines have none. */
  header?: Header;
  rows: Iterable<TableRow | JsonRow>;
}

/**
 * Reads the rows of a file by the columns of a map. JSON Lines are UTF-8 if nothing else is told, for JSON is.
 * @throws TableRefused if nothing of it can be taken
 */
export function readRows(file: string, map: ImportMap, encoding?: string): RowsFile {
  if (map.format === 'jsonl') {
    const { text, ...decoded } = decodeFile(file, encoding, 'utf-8');
    return { decoded, rows: jsonRows(text) };
  }
  const { text, ...decoded } = decodeFile(file, encoding);
  const known = columnsOf(map);
  const required = known.filter((column) => !map.optional.includes(column));
  return { decoded, ...readTable(text, { known, required }) };
}

/** @throws TableRefused if it is too large, or its encoding can't be told */
export function decodeFile(file: string, encoding?: string, format?: Encoding): DecodedText {
  if (statSync(file).size > MOST_BYTES) throw tooLarge();
  return decodeText(readFileSync(file), encoding, format);
}
