import { createHash } from 'node:crypto';
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { parse } from 'yaml';
import { duplicateKey, importMapSchema, mapRow } from '../domain/imports/import-map';
import type { ImportMap, RowFault } from '../domain/imports/import-map';
import { faultText } from '../domain/imports/tables/fault';
import type { TableFault } from '../domain/imports/tables/fault';
import type { TableRow } from '../domain/imports/tables/table';
import { both } from '../domain/values/text';
import type { ApiClient } from './api-client';
import { ApiProblem } from './api-client';
import type { RowsFile } from './read-rows';
import { readRows } from './read-rows';

export interface ImportOptions {
  file: string;
  map: ImportMap;
  /** As `--encoding` says; otherwise it is found out, or the file is refused. */
  encoding?: string;
  /** Absent: nothing is registered (dry run). */
  client?: Pick<ApiClient, 'persist' | 'exchange'>;
  policy?: string;
  limit?: number;
  /**
   * Written anew by each import, one JSON object a line: `reasons` of each row refused, and as `faults` the same with line,
   * column, field and both languages; `remarks` on each row taken with a change; both with line and externalId.
   */
  report: string;
  /** Beginning of the rows' idempotency keys: under another one, the same rows are complaints of their own. */
  keysBegin?: string;
  /** Told how the file is encoded and which columns it has, before anything is registered. */
  onOpened?: (opened: Omit<RowsFile, 'rows'>) => void;
  /** Told of each complaint as soon as it is registered. */
  onRegistered?: (no: string) => void;
  /** Told after each row. */
  onProgress?: (counts: ImportCounts) => void;
  /** Rows under way at once. */
  parallel?: number;
}

export interface ImportCounts {
  read: number;
  /** Rows that are complaints now, those of earlier imports among them. */
  registered: number;
  /** Of these, rows that an earlier import has registered. */
  known: number;
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
 * so an import that was broken off is simply started again, by whomever, with its rows in another order or in another
 * encoding, and rows registered before answer with their number. Refused rows are reported with line, column and reason
 * and never stop the others; a server that stays away stops the import.
 *
 * @returns also the numbers of what is registered now, in the order of the file
 * @throws TableRefused before anything is registered, if the file can't be read; the failure that stopped it, once what
 *   was under way has ended
 */
export async function importFile(options: ImportOptions): Promise<ImportCounts & { numbers: string[] }> {
  const { file, map, client, report } = options;
  const counts: ImportCounts = { read: 0, registered: 0, known: 0, refused: 0, remarks: 0 };
  const numbers: string[] = [];
  const lineOf = new Map<string, number>();
  const underWay = new Set<Promise<void>>();
  const stopped: { by?: unknown } = {};
  mkdirSync(dirname(report), { recursive: true });
  writeFileSync(report, '');
  const { rows, ...opened } = readRows(file, map, options.encoding);
  options.onOpened?.(opened);
  const note = (entry: Noted): void => appendFileSync(report, `${JSON.stringify(entry)}\n`);
  const refuse = (line: number, externalId: string, faults: readonly TableFault[], upTo = line): void => {
    counts.refused++;
    note({ line, ...(upTo > line ? { upTo } : {}), externalId, reasons: faults.map(faultText), faults });
    options.onProgress?.(counts);
  };
  const take = (line: number, externalId: string, remarks: string[], registered?: Registered): void => {
    counts.registered++;
    if (registered?.isNew === false) counts.known++;
    if (registered !== undefined) {
      numbers[line] = registered.no;
      options.onRegistered?.(registered.no);
    }
    if (remarks.length > 0) {
      counts.remarks++;
      note({ line, externalId, remarks });
    }
    options.onProgress?.(counts);
  };

  for (const row of rows) {
    if ('by' in stopped || (options.limit !== undefined && counts.read >= options.limit)) break;
    counts.read++;
    const { line } = row;
    if ('faults' in row) {
      refuse(line, '', row.faults, row.upTo);
      continue;
    }
    const mapped = mapRow(map, row.values);
    const placed = placer(row, map);
    if (!mapped.ok) {
      refuse(line, mapped.externalId, mapped.faults.map(placed));
      continue;
    }
    const { externalId, intake, remarks } = mapped;
    const repeats = [`id ${externalId}`, duplicateKey(map, intake)].filter((key) => key !== undefined);
    const earlier = repeats.map((key) => lineOf.get(key)).find((other) => other !== undefined);
    if (earlier !== undefined) {
      const sameId = lineOf.has(`id ${externalId}`);
      refuse(line, externalId, [{ line, ...repeated(earlier, sameId ? map.externalId : undefined) }]);
      continue;
    }
    for (const key of repeats) lineOf.set(key, line);
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
      .then((registered) => take(line, externalId, remarks, registered))
      .catch((error: unknown) => {
        if (isRefusal(error)) refuse(line, externalId, faultsOf(error).map(placed));
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

/** A line of the report. */
interface Noted {
  line: number;
  /** Last line of what is refused, where it is more than one. */
  upTo?: number;
  externalId: string;
  reasons?: string[];
  faults?: readonly TableFault[];
  remarks?: string[];
}

/** Says of a fault where in the file its column stands; the API names fields of the intake, a map the columns they are of. */
function placer(row: { line: number; placeOf?: TablePlace }, map: ImportMap): (fault: RowFault) => TableFault {
  return ({ column, ...fault }) => {
    const from = column ?? [map.fields[fault.field]?.from ?? []].flat()[0];
    const place = from === undefined ? undefined : row.placeOf?.(from);
    return { line: row.line, ...place, ...fault };
  };
}
type TablePlace = Extract<TableRow, { placeOf: unknown }>['placeOf'];

function repeated(line: number, idColumn: string | undefined): Pick<TableFault, 'code' | 'field' | 'message'> {
  if (idColumn === undefined)
    return { code: 'duplicate', message: both(`与第 ${line} 行重复。`, `Duplicate of line ${line}.`) };
  const message = both(`编号与第 ${line} 行相同。`, `Same id as in line ${line}.`);
  return { field: 'externalId', code: 'duplicate', message };
}

function faultsOf({ problem, message }: ApiProblem): RowFault[] {
  const fields = problem.errors ?? [];
  if (fields.length > 0)
    return fields.map(({ field, code, message: words }) => ({ field, code: code ?? 'Invalid', message: words }));
  return [{ field: 'complaint', code: problem.code ?? 'refused', message: both(message, message) }];
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

interface Registered {
  no: string;
  isNew: boolean;
}

async function register(
  client: Pick<ApiClient, 'persist' | 'exchange'>,
  policy: string,
  key: string,
  intake: Record<string, unknown>,
): Promise<Registered> {
  const { status, answer } = await client.persist(() =>
    client.exchange('POST', '/complaints', { body: { policy, ...intake }, key }),
  );
  return { no: (answer as { no: string }).no, isNew: status === 201 };
}
