import type { Bilingual } from '../words/both';

/** As much of JSON Schema as the actions' and remedies' schemas are written in; a test fails on anything else. */
export interface Schema {
  type?: 'object' | 'array' | 'string' | 'number' | 'integer' | 'boolean' | 'null';
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
  propertyNames?: Schema;
  items?: Schema;
  minItems?: number;
  maxItems?: number;
  oneOf?: Schema[];
  anyOf?: Schema[];
  enum?: (string | number)[];
  const?: string | number | boolean;
  default?: unknown;
  format?: string;
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  description?: string;
  title?: string;
  'x-kind'?: string;
  'x-options'?: Option[];
  'x-title'?: Bilingual;
  'x-help'?: Bilingual;
  allOf?: Schema[];
  if?: Schema;
  then?: Schema;
  not?: Schema;
}

/** What can be chosen, by its title. */
export interface Option {
  value: string;
  title: Bilingual;
  help?: Bilingual;
}

/** Keywords that `SchemaForm` knows what to do with. */
export const KNOWN_KEYWORDS: ReadonlySet<string> = new Set([
  ...['$schema', 'type', 'properties', 'required', 'additionalProperties', 'propertyNames', 'items', 'minItems'],
  ...['maxItems', 'oneOf', 'anyOf', 'enum', 'const', 'default', 'format', 'pattern', 'minLength', 'maxLength'],
  ...['minimum', 'maximum', 'exclusiveMinimum', 'description', 'title', 'x-kind', 'x-options'],
  ...['x-title', 'x-help', 'allOf', 'if', 'then', 'not'],
]);

export type Path = readonly (string | number)[];

/** The value at a path within some data. */
export function valueAt(data: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (at, part) => (typeof at === 'object' && at !== null ? (at as Record<string | number, unknown>)[part] : undefined),
    data,
  );
}

/** The same data with another value at a path; undefined takes a field out. */
export function withValue(data: unknown, path: Path, value: unknown): unknown {
  const [first, ...rest] = path;
  if (first === undefined) return value;
  if (typeof first === 'number') {
    const list: unknown[] = Array.isArray(data) ? [...(data as unknown[])] : [];
    list[first] = withValue(list[first], rest, value);
    return list;
  }
  const object = { ...(data as Record<string, unknown> | undefined) };
  const inner = withValue(object[first], rest, value);
  if (inner === undefined) Reflect.deleteProperty(object, first);
  else object[first] = inner;
  return object;
}

/** What is sent of some data: without fields that were left empty. */
export function withoutEmpty(data: unknown): unknown {
  if (Array.isArray(data)) return data.map(withoutEmpty).filter((item) => item !== undefined);
  if (typeof data === 'string') return data.trim() === '' ? undefined : data;
  if (typeof data !== 'object' || data === null) return data;
  const entries = Object.entries(data).flatMap(([name, value]) => {
    const kept = withoutEmpty(value);
    return kept === undefined ? [] : [[name, kept] as const];
  });
  return Object.fromEntries(entries);
}

/** The field by which alternatives are told apart: each has another constant there. */
export function discriminatorOf(alternatives: readonly Schema[]): string | undefined {
  const [first] = alternatives;
  return Object.keys(first?.properties ?? {}).find((name) =>
    alternatives.every(({ properties }) => properties?.[name]?.const !== undefined),
  );
}

/** The alternative that some data have taken. */
export function chosenOf(alternatives: readonly Schema[], data: unknown): Schema | undefined {
  const name = discriminatorOf(alternatives);
  if (name === undefined) return alternatives.length === 1 ? alternatives[0] : undefined;
  return alternatives.find(({ properties }) => properties?.[name]?.const === valueAt(data, [name]));
}

/** The schema with each choice among alternatives made as the data have it, so that errors speak of that one alone. */
export function settled(schema: Schema, data: unknown): Schema {
  if (schema.oneOf !== undefined) return settled(chosenOf(schema.oneOf, data) ?? schema.oneOf[0] ?? {}, data);
  if (schema.properties !== undefined)
    return {
      ...schema,
      properties: Object.fromEntries(
        Object.entries(schema.properties).map(([name, inner]) => [name, settled(inner, valueAt(data, [name]))]),
      ),
    };
  return schema;
}

/** The data with which a form begins: what the schema says holds unless said otherwise. */
export function beginningOf(schema: Schema): unknown {
  if (schema.const !== undefined && schema.type !== 'boolean') return schema.const;
  if (schema.default !== undefined && schema.type !== 'object' && schema.type !== 'array') return schema.default;
  if (schema.type === 'array')
    return Array.from({ length: schema.minItems ?? 0 }, () => beginningOf(schema.items ?? {}));
  if (schema.properties === undefined) return undefined;
  const entries = Object.entries(schema.properties).flatMap(([name, inner]) => {
    if (inner.type === 'object' && !(schema.required ?? []).includes(name)) return [];
    const value = beginningOf(inner);
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(entries);
}
