import { z } from 'zod';

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
  /** The column is an amount in yuan (or any currency with two decimals). */
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
  /** Paths of the intake (`complainant.name`) and how each is filled. */
  fields: z.record(z.string(), ruleSchema),
  /** Rows whose value under one of these paths is empty are refused. */
  required: z.array(z.string()).default(['text', 'category']),
  /** Rows that repeat the value under these paths of an earlier row are refused as duplicates. */
  duplicatesBy: z.array(z.string()).default([]),
});
export type ImportMap = z.output<typeof importMapSchema>;

export type Row = Record<string, unknown>;
export type Mapped =
  | { ok: true; externalId: string; intake: Record<string, unknown>; remarks: string[] }
  | { ok: false; externalId: string; reasons: string[] };

/**
 * Makes a complaint of a row, or says why it cannot be one. Pure; what the intake itself refuses is the API's to say.
 */
export function mapRow(map: ImportMap, row: Row): Mapped {
  const intake: Record<string, unknown> = {};
  const reasons: string[] = [];
  const remarks: string[] = [];
  for (const [path, rule] of Object.entries(map.fields)) {
    try {
      const value = valueOf(rule, row, (remark) => remarks.push(`${path}: ${remark}`));
      if (value !== undefined && value !== '') put(intake, path, value);
    } catch (error) {
      reasons.push(`${path}: ${(error as Error).message}`);
    }
  }
  const externalId = textOf(row[map.externalId]);
  if (externalId === '') reasons.push(`${map.externalId}: empty`);
  else put(intake, 'externalId', `${map.id}:${externalId}`);
  for (const path of map.required) if (get(intake, path) === undefined) reasons.push(`${path}: empty`);
  return reasons.length > 0 ? { ok: false, externalId, reasons } : { ok: true, externalId, intake, remarks };
}

/** What two rows must share to be the same complaint; undefined where the map doesn't ask. */
export function duplicateKey(map: ImportMap, intake: Record<string, unknown>): string | undefined {
  if (map.duplicatesBy.length === 0) return undefined;
  return JSON.stringify(map.duplicatesBy.map((path) => get(intake, path) ?? null));
}

function valueOf(rule: Rule, row: Row, remark: (text: string) => void): unknown {
  const columns = rule.from === undefined ? [] : [rule.from].flat();
  const text = columns
    .map((column) => textOf(row[column]))
    .filter((part) => part !== '')
    .join(rule.join);
  if (rule.value !== undefined) return rule.value;
  if (rule.match !== undefined) {
    const found = rule.match.find(({ pattern }) => new RegExp(pattern, 'iu').test(text));
    return found?.value ?? rule.default;
  }
  if (rule.map !== undefined) return Object.hasOwn(rule.map, text) ? rule.map[text] : rule.default;
  if (text === '') return rule.default;
  if (rule.date !== undefined) return readDate(text, [rule.date].flat(), rule.offset);
  if (rule.money === true) return readMoney(text);
  if (rule.cut !== undefined && text.length > rule.cut) {
    remark(`cut from ${text.length} to ${rule.cut} characters`);
    return withoutHalf(text.slice(0, rule.cut));
  }
  return text;
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value.trim();
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

const PARTS: Record<string, string> = {
  yyyy: '(?<y>\\d{4})',
  M: '(?<M>\\d{1,2})',
  d: '(?<d>\\d{1,2})',
  H: '(?<H>\\d{1,2})',
  m: '(?<m>\\d{1,2})',
  s: '(?<s>\\d{1,2})',
};

function readDate(text: string, forms: string[], offset: string): string {
  const found = forms.flatMap((form): Record<string, string>[] => {
    const groups = patternOf(form).exec(text)?.groups;
    return groups === undefined ? [] : [groups];
  });
  if (found.length === 0) throw new Error(`not a date of the form ${forms.join(' or ')}`);
  const real = found.flatMap((parts) => instantOf(parts, offset) ?? [])[0];
  if (real === undefined) throw new Error('no such day');
  return real;
}

function patternOf(form: string): RegExp {
  const literal = form.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${literal.replace(/yyyy|M|d|H|m|s/g, (part) => PARTS[part] ?? part)}$`);
}

/** Undefined for a day that no calendar has. */
function instantOf(parts: Record<string, string>, offset: string): string | undefined {
  const two = (part: string): string => (parts[part] ?? '0').padStart(2, '0');
  const iso = `${parts['y'] ?? ''}-${two('M')}-${two('d')}T${two('H')}:${two('m')}:${two('s')}${offset}`;
  // Date.parse takes 31 April for 1 May.
  const daysOfMonth = new Date(Date.UTC(Number(parts['y']), Number(parts['M']), 0)).getUTCDate();
  return Number.isNaN(Date.parse(iso)) || Number(parts['d']) > daysOfMonth ? undefined : iso;
}

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

function readMoney(text: string): number {
  const found = /^(?<whole>\d{1,12})(?:\.(?<part>\d{1,2}))?$/.exec(text.replaceAll(',', ''))?.groups;
  if (found === undefined) throw new Error('not an amount');
  return Number(found['whole']) * 100 + Number((found['part'] ?? '0').padEnd(2, '0'));
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
