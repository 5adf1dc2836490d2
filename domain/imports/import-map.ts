import { z } from 'zod';
import { readAmount } from './tables/amount';
import type { CellRead } from './tables/amount';
import { readDate } from './tables/date';
import { both } from '../values/text';
import type { Bilingual } from '../values/text';

/** How a value of our intake is made of the columns of a row. */
const ruleSchema = z.strictObject({
  /** Columns, in order; what is empty is left out. */
  from: z.union([z.string(), z.array(z.string()).min(1)]).optional(),
  /** Put between several columns. */
  join: z.string().default('\n'),
  /** A constant. */
  value: z.union([z.string(), z.number(), z.boolean()]).optional(),
  /** Exact values of the column to ours. */
  map: z.record(z.string(), z.string()).optional(),
  /** First pattern (regular expression, case ignored) found in the columns decides. */
  match: z
    .array(z.strictObject({ pattern: z.string().refine(isPattern, 'a regular expression'), value: z.string() }))
    .optional(),
  /** Where nothing else fits. */
  default: z.union([z.string(), z.number(), z.boolean()]).optional(),
  /**
   * Form of a local date and time: `yyyy`, `M`, `d`, `H`, `m`, `s`, and whatever stands between. Of several, the first
   * that gives a real day counts: some sources write day and month either way round.
   */
  date: z.union([z.string(), z.array(z.string()).min(1)]).optional(),
  /** Offset from UTC of local times, such as +08:00. */
  offset: z
    .string()
    .regex(/^[+-]\d\d:\d\d$/)
    .default('+00:00'),
  /** The column is an amount in yuan (or any currency with two decimals), `1234.5` or `1,234.50`. */
  money: z.boolean().optional(),
  /** Longer text is cut to so many characters, and the row's report says so. */
  cut: z.int().positive().optional(),
});
type Rule = z.output<typeof ruleSchema>;

/** How the rows of a file become complaints. One YAML file a source. */
export const importMapSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]{0,59}$/),
  title: z.string(),
  format: z.enum(['csv', 'jsonl']),
  policy: z.string(),
  /** Column that names the row for ever: a second import of it is answered with the number of the first. */
  externalId: z.string(),
  /** Columns that a CSV file need not have; without any other that is named here, the file is refused. */
  optional: z.array(z.string()).default([]),
  /** Paths of the intake (`complainant.name`) and how each is filled. */
  fields: z.record(z.string(), ruleSchema),
  /** Rows whose value under one of these paths is empty are refused. */
  required: z.array(z.string()).default(['text', 'category']),
  /** Rows that repeat the value under these paths of an earlier row are refused as duplicates. */
  duplicatesBy: z.array(z.string()).default([]),
});
export type ImportMap = z.output<typeof importMapSchema>;

export type Row = Record<string, unknown>;
/** Why a row is no complaint: the path of the intake that would be wrong, and the column that it comes from. */
export interface RowFault {
  field: string;
  column?: string;
  code: string;
  message: Bilingual;
}
export type Mapped =
  | { ok: true; externalId: string; intake: Record<string, unknown>; remarks: string[] }
  | { ok: false; externalId: string; faults: RowFault[] };

/** The columns that a map speaks of. */
export function columnsOf(map: ImportMap): string[] {
  const named = Object.values(map.fields).flatMap(({ from = [] }) => [from].flat());
  return [...new Set([map.externalId, ...named])];
}

/**
 * Makes a complaint of a row, or says why it cannot be one. Pure; what the intake itself refuses is the API's to say.
 */
export function mapRow(map: ImportMap, row: Row): Mapped {
  const intake: Record<string, unknown> = {};
  const faults: RowFault[] = [];
  const remarks: string[] = [];
  for (const [path, rule] of Object.entries(map.fields)) {
    const read = valueOf(rule, row, (remark) => remarks.push(`${path}: ${remark}`));
    if ('code' in read) faults.push({ field: path, ...columnOf(rule), code: read.code, message: read.message });
    else if (read.value !== undefined && read.value !== '') put(intake, path, read.value);
  }
  const id = textOf(row[map.externalId]);
  const externalId = 'code' in id ? '' : id.value;
  const ofId = { field: 'externalId', column: map.externalId };
  if ('code' in id) faults.push({ ...ofId, code: id.code, message: id.message });
  else if (externalId === '') faults.push({ ...ofId, ...EMPTY });
  else put(intake, 'externalId', `${map.id}:${externalId}`);
  for (const path of map.required)
    if (get(intake, path) === undefined && !faults.some(({ field }) => field === path))
      faults.push({ field: path, ...columnOf(map.fields[path]), ...EMPTY });
  return faults.length > 0 ? { ok: false, externalId, faults } : { ok: true, externalId, intake, remarks };
}

const EMPTY = {
  code: 'empty',
  message: both('为空，或没有对应的值。', 'The value is empty, or no mapping matches it.'),
};

function columnOf(rule: Rule | undefined): { column?: string } {
  const column = [rule?.from ?? []].flat()[0];
  return column === undefined ? {} : { column };
}

/** What two rows must share to be the same complaint; undefined where the map doesn't ask. */
export function duplicateKey(map: ImportMap, intake: Record<string, unknown>): string | undefined {
  if (map.duplicatesBy.length === 0) return undefined;
  return JSON.stringify(map.duplicatesBy.map((path) => get(intake, path) ?? null));
}

function valueOf(rule: Rule, row: Row, remark: (text: string) => void): CellRead<unknown> {
  if (rule.value !== undefined) return { value: rule.value };
  const parts = [rule.from ?? []].flat().map((column) => textOf(row[column]));
  const wrong = parts.find((part) => 'code' in part);
  if (wrong !== undefined) return wrong;
  const text = parts.flatMap((part) => ('value' in part && part.value !== '' ? [part.value] : [])).join(rule.join);
  if (rule.match !== undefined) {
    const found = rule.match.find(({ pattern }) => new RegExp(pattern, 'iu').test(text));
    return { value: found?.value ?? rule.default };
  }
  if (rule.map !== undefined) return { value: Object.hasOwn(rule.map, text) ? rule.map[text] : rule.default };
  if (text === '') return { value: rule.default };
  if (rule.date !== undefined) return readDate(text, [rule.date].flat(), rule.offset);
  if (rule.money === true) return readAmount(text);
  if (rule.cut !== undefined && text.length > rule.cut) {
    remark(`cut from ${text.length} to ${rule.cut} characters`);
    return { value: withoutHalf(text.slice(0, rule.cut)) };
  }
  return { value: text };
}

/** JSON has numbers, and one that is too long for a number is another one by the time it is read. */
function textOf(value: unknown): CellRead<string> {
  if (typeof value === 'string') return { value: value.trim() };
  if (typeof value === 'boolean') return { value: String(value) };
  if (typeof value !== 'number') return { value: '' };
  if (Number.isInteger(value) ? Number.isSafeInteger(value) : String(value).length < DIGITS_KEPT)
    return { value: String(value) };
  return {
    code: 'number_too_long',
    message: both('数字过长，读不准确，请写成文本。', 'The number is too long to be read exactly. Write it as text.'),
  };
}
/** A number that is not whole keeps at least fifteen of its digits. */
const DIGITS_KEPT = 16;

/** Without the first half of a character that a cut went through. */
function withoutHalf(text: string): string {
  return text.replace(/[\uD800-\uDBFF]$/, '');
}

function isPattern(text: string): boolean {
  try {
    new RegExp(text, 'iu');
    return true;
  } catch {
    return false;
  }
}

function put(target: Record<string, unknown>, path: string, value: unknown): void {
  const parts = path.split('.');
  const last = parts.pop() as string;
  let holder = target;
  for (const part of parts) holder = (holder[part] ??= {}) as Record<string, unknown>;
  holder[last] = value;
}

function get(source: Record<string, unknown>, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((holder, part) => (holder as Record<string, unknown> | undefined)?.[part], source);
}
