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
  /** The row as it stands in the file, with what was skipped before it. */
  raw: string;
  info: { error?: { message: string } };
}

/** As people's programs write it: quotes within a field are taken as they stand, columns are named by the first line. */
async function* readCsv(file: string): AsyncGenerator<ReadRow> {
  const parser = parseCsv({
    ...{ columns: true, bom: true, trim: true, skip_empty_lines: true },
    ...{ relax_quotes: true, relax_column_count: true, info: true, raw: true },
  });
  createReadStream(file)
    .on('error', (error) => parser.destroy(error))
    .pipe(parser);
  // Counted here: the parser's own count takes a CRLF within quotes for two lines.
  let next = 2;
  try {
    for await (const { record: row, raw, info } of parser as AsyncIterable<CsvRecord>) {
      const line = next + lineBreaks(/^\s*/.exec(raw)?.[0] ?? '');
      next += lineBreaks(raw);
      yield info.error === undefined ? { line, row } : { line, problem: info.error.message };
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    yield { line: next, problem: `${error.message}; nothing from here on was read` };
  }
}

function lineBreaks(text: string): number {
  return text.match(/\r\n|\r|\n/g)?.length ?? 0;
}
