import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { CsvError, parse as parseCsv } from 'csv-parse';
import type { ImportMap, Row } from '../domain/import-map';

/** A row of a file with the line it begins on (1-based); `problem` where it cannot be read at all. */
export interface ReadRow {
  line: number;
  row?: Row;
  problem?: string;
}

/** Reads a file row by row, however long it is. UTF-8, with or without a byte order mark. */
export async function* readRows(file: string, format: ImportMap['format']): AsyncGenerator<ReadRow> {
  if (format === 'jsonl') yield* readJsonLines(file);
  else yield* readCsv(file);
}

async function* readJsonLines(file: string): AsyncGenerator<ReadRow> {
  let line = 0;
  for await (const text of createInterface({ input: createReadStream(file, 'utf8'), crlfDelay: Infinity })) {
    line++;
    const trimmed = text.replace(/^\uFEFF/, '').trim();
    if (trimmed === '') continue;
    try {
      const row: unknown = JSON.parse(trimmed);
      if (typeof row === 'object' && row !== null && !Array.isArray(row)) yield { line, row: row as Row };
      else yield { line, problem: 'not a JSON object' };
    } catch {
      yield { line, problem: 'not valid JSON' };
    }
  }
}

interface CsvRecord {
  record: Row;
  raw: string;
  info: { lines: number; error?: { message: string } };
}

/** As people's programs write it: quotes within a field are taken as they stand, columns are named by the first row. */
async function* readCsv(file: string): AsyncGenerator<ReadRow> {
  const parser = createReadStream(file).pipe(
    parseCsv({
      ...{ columns: true, bom: true, trim: true, skip_empty_lines: true },
      ...{ relax_quotes: true, relax_column_count: true, info: true, raw: true },
    }),
  );
  let last = 1;
  try {
    for await (const { record: row, raw, info } of parser as AsyncIterable<CsvRecord>) {
      // The parser names the line on which a record ends.
      const line = info.lines - (raw.trim().match(/\r\n|\r|\n/g)?.length ?? 0);
      last = info.lines;
      yield info.error === undefined ? { line, row } : { line, problem: info.error.message };
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    yield { line: last + 1, problem: `${error.message}; nothing from here on was read` };
  }
}
