import { createHash } from 'node:crypto';
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
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
  client?: Pick<ApiClient, 'persist' | 'post'>;
  policy?: string;
  limit?: number;
  /**
   * Written anew by each import, one JSON object a line: `reasons` of each row refused, `remarks` on each row taken with
   * a change, both with line and externalId.
   */
  report: string;
  /** Beginning of the rows' idempotency keys: under another one, the same rows are complaints of their own. */
  keysBegin?: string;
  /** Told of each complaint as soon as it is registered. */
  onRegistered?: (no: string) => void;
  /** Told after each row. */
  onProgress?: (counts: ImportCounts) => void;
  /** Rows under way at once. */
  parallel?: number;
}

export interface ImportCounts {
  read: number;
  registered: number;
  refused: number;
  /** Rows registered with a change (a text cut short). */
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
 * Refused rows are reported with line and reason and never stop the others; a server that stays away stops the import.
 * @returns also the numbers of what is registered now, in the order of the file
 * @throws the failure that stopped it, once what was under way has ended
 */
export async function importFile(options: ImportOptions): Promise<ImportCounts & { numbers: string[] }> {
  const { file, map, client, report } = options;
  const counts: ImportCounts = { read: 0, registered: 0, refused: 0, remarks: 0 };
  const numbers: string[] = [];
  const lineOf = new Map<string, number>();
  const underWay = new Set<Promise<void>>();
  const stopped: { by?: unknown } = {};
  mkdirSync(dirname(report), { recursive: true });
  writeFileSync(report, '');
  const note = (entry: { line: number; externalId: string; reasons?: string[]; remarks?: string[] }): void =>
    appendFileSync(report, `${JSON.stringify(entry)}\n`);
  const refuse = (line: number, externalId: string, reasons: string[]): void => {
    counts.refused++;
    note({ line, externalId, reasons });
    options.onProgress?.(counts);
  };
  const take = (line: number, externalId: string, remarks: string[], no?: string): void => {
    counts.registered++;
    if (no !== undefined) {
      numbers[line] = no;
      options.onRegistered?.(no);
    }
    if (remarks.length > 0) {
      counts.remarks++;
      note({ line, externalId, remarks });
    }
    options.onProgress?.(counts);
  };

  for await (const { line, row, problem } of readRows(file, map.format)) {
    if ('by' in stopped || (options.limit !== undefined && counts.read >= options.limit)) break;
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
    const { externalId, intake, remarks } = mapped;
    const duplicate = duplicateKey(map, intake);
    const earlier = duplicate === undefined ? undefined : lineOf.get(duplicate);
    if (earlier !== undefined) {
      refuse(line, externalId, [`duplicate of line ${earlier}`]);
      continue;
    }
    if (duplicate !== undefined) lineOf.set(duplicate, line);
    if (client === undefined) {
      take(line, externalId, remarks);
      continue;
    }
    const work = register(
      client,
      options.policy ?? map.policy,
      keyOf(`${options.keysBegin ?? 'import'}:${map.id}:${externalId}`),
      intake,
    )
      .then((no) => take(line, externalId, remarks, no))
      .catch((error: unknown) => {
        if (isRefusal(error)) refuse(line, externalId, [error.message]);
        else stopped.by = error;
      })
      .finally(() => underWay.delete(work));
    underWay.add(work);
    if (underWay.size >= (options.parallel ?? 4)) await Promise.race(underWay);
  }
  await Promise.all(underWay);
  if ('by' in stopped) throw stopped.by;
  return { ...counts, numbers: numbers.filter((no) => typeof no === 'string') };
}

const MOST_KEY_CHARACTERS = 80;

/** The row's own id where it fits a header as it is, its hash otherwise. */
function keyOf(key: string): string {
  const fits = key.length <= MOST_KEY_CHARACTERS && /^[\x21-\x7e]+$/.test(key);
  return fits ? key : `import:${createHash('sha256').update(key).digest('hex')}`;
}

/** What the API has against the row itself; anything else is trouble on the way that another import may not have. */
function isRefusal(error: unknown): error is ApiProblem {
  return error instanceof ApiProblem && [400, 409, 413, 422].includes(error.status);
}

async function register(
  client: Pick<ApiClient, 'persist' | 'post'>,
  policy: string,
  key: string,
  intake: Record<string, unknown>,
): Promise<string> {
  const { no } = await client.persist(() => client.post<{ no: string }>('/complaints', { policy, ...intake }, key));
  return no;
}
