import { appendFileSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { parse } from 'yaml';
import { duplicateKey, importMapSchema, mapRow } from '../domain/import-map';
import type { ImportMap } from '../domain/import-map';
import type { ApiClient } from './api-client';
import { ApiProblem } from './api-client';
import { readRows } from './read-rows';

export interface ImportOptions {
  file: string;
  map: ImportMap;
  /** Absent: nothing is registered (dry run). */
  client?: ApiClient;
  policy?: string;
  limit?: number;
  /** Where refused rows are written, one JSON object a line: line, externalId, reasons. */
  report: string;
  /** Told after each row. */
  onProgress?: (counts: ImportCounts) => void;
  /** Rows under way at once. */
  parallel?: number;
}

export interface ImportCounts {
  read: number;
  registered: number;
  refused: number;
  remarks: number;
}

/** @throws with file and field if the map is not as it must be. */
export function readMap(file: string): ImportMap {
  const parsed = importMapSchema.safeParse(parse(readFileSync(file, 'utf8')));
  if (parsed.success) return parsed.data;
  throw new Error(parsed.error.issues.map((issue) => `${file} ${issue.path.join('.')}: ${issue.message}`).join('\n'));
}

/**
 * Registers the rows of a file as complaints. Idempotent: a row's idempotency key is the map's id and the row's own id,
 * so an import that was broken off is simply started again, and rows registered before answer with their number.
 * Refused rows are reported with line and reason and never stop the others.
 */
export async function importFile(options: ImportOptions): Promise<ImportCounts & { numbers: string[] }> {
  const { file, map, client, report } = options;
  const counts: ImportCounts = { read: 0, registered: 0, refused: 0, remarks: 0 };
  const numbers: string[] = [];
  const seen = new Map<string, number>();
  const underWay = new Set<Promise<void>>();
  mkdirSync(dirname(report), { recursive: true });
  const refuse = (line: number, externalId: string, reasons: string[]): void => {
    counts.refused++;
    appendFileSync(report, `${JSON.stringify({ line, externalId, reasons })}\n`);
  };

  for await (const { line, row, problem } of readRows(file, map.format)) {
    if (options.limit !== undefined && counts.read >= options.limit) break;
    counts.read++;
    if (row === undefined) {
      refuse(line, '', [problem ?? 'unreadable']);
      continue;
    }
    const mapped = mapRow(map, row);
    if (!mapped.ok) {
      refuse(line, mapped.externalId, mapped.reasons);
      continue;
    }
    const duplicate = duplicateKey(map, mapped.intake);
    const earlier = duplicate === undefined ? undefined : seen.get(duplicate);
    if (earlier !== undefined) {
      refuse(line, mapped.externalId, [`duplicate of line ${earlier}`]);
      continue;
    }
    if (duplicate !== undefined) seen.set(duplicate, line);
    counts.remarks += mapped.remarks.length;
    if (client === undefined) {
      counts.registered++;
      options.onProgress?.(counts);
      continue;
    }
    const work = register(client, options.policy ?? map.policy, `import:${map.id}:${mapped.externalId}`, mapped.intake)
      .then((no) => {
        counts.registered++;
        numbers.push(no);
      })
      .catch((error: unknown) => {
        if (!(error instanceof ApiProblem)) throw error;
        refuse(line, mapped.externalId, [error.message]);
      })
      .finally(() => {
        underWay.delete(work);
        options.onProgress?.(counts);
      });
    underWay.add(work);
    if (underWay.size >= (options.parallel ?? 4)) await Promise.race(underWay);
  }
  await Promise.all(underWay);
  return { ...counts, numbers };
}

async function register(client: ApiClient, policy: string, key: string, intake: Record<string, unknown>): Promise<string> {
  const { no } = await client.persist(() => client.post<{ no: string }>('/complaints', { policy, ...intake }, key));
  return no;
}
