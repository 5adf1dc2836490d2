import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { parse as parseCsv } from 'csv-parse';
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

async function* readCsv(file: string): AsyncGenerator<ReadRow> {
  const parser = createReadStream(file).pipe(
    parseCsv({ columns: true, bom: true, info: true, relax_column_count: true, skip_empty_lines: true, trim: true }),
  );
  for await (const record of parser as AsyncIterable<{ record: Row; info: { lines: number; error?: { message: string } } }>) {
    const { record: row, info } = record;
    yield info.error === undefined ? { line: info.lines, row } : { line: info.lines, problem: info.error.message };
  }
}
