import { Validator } from '@cfworker/json-schema';
import { both } from '../words/both';
import type { Bilingual } from '../words/both';
import { settled, valueAt } from './schema';
import type { Path, Schema } from './schema';

/** What is wrong with a field, by its path written with dots (`options.0.remedies`). */
export type FieldFaults = Readonly<Record<string, Bilingual>>;

export const MISSING = both('必填。', 'Needed.');

/** Keywords whose errors only say that something within is wrong. */
const OF_PARENTS = new Set([
  'properties',
  'items',
  'additionalProperties',
  'oneOf',
  'anyOf',
  '$ref',
  'propertyNames',
  'allOf',
  'if',
  'then',
  'not',
]);

/** All that the schema finds wrong with some data, each at its field. */
export function faultsOf(schema: Schema, data: unknown): FieldFaults {
  const used = settledDeep(schema, data);
  const { errors } = new Validator(used, '2020-12', false).validate(data);
  const faults: Record<string, Bilingual> = {};
  for (const { keyword, instanceLocation, error, keywordLocation } of errors) {
    if (OF_PARENTS.has(keyword)) continue;
    const path = pathOf(instanceLocation);
    const missing = keyword === 'required' ? /"([^"]+)"/.exec(error)?.[1] : undefined;
    const field = [...path, ...(missing === undefined ? [] : [missing])].join('.');
    faults[field] ??= wordsOf(keyword, limitAt(used, keywordLocation), valueAt(data, path));
  }
  return faults;
}

/** Alternatives within lists are settled item by item. */
function settledDeep(schema: Schema, data: unknown): Schema {
  const own = settled(schema, data);
  if (own.items === undefined || !Array.isArray(data)) {
    if (own.properties === undefined) return own;
    const properties = Object.entries(own.properties).map(
      ([name, inner]) => [name, settledDeep(inner, valueAt(data, [name]))] as const,
    );
    return { ...own, properties: Object.fromEntries(properties) };
  }
  const { items } = own;
  return { ...own, prefixItems: data.map((item) => settledDeep(items, item)) } as Schema;
}

function pathOf(pointer: string): Path {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => decodeURIComponent(part).replace(/~1/g, '/').replace(/~0/g, '~'))
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}

function limitAt(schema: object, location: string): unknown {
  return valueAt(schema, pathOf(location.startsWith('#') ? location.slice(1) : location));
}

function wordsOf(keyword: string, limit: unknown, value: unknown): Bilingual {
  const size = String(limit);
  switch (keyword) {
    case 'required':
    case 'minLength':
      return MISSING;
    case 'maxLength':
      return both(`最多 ${size} 个字符。`, `At most ${size} characters.`);
    case 'minItems':
      return both(`至少 ${size} 项。`, `At least ${size}.`);
    case 'maxItems':
      return both(`最多 ${size} 项。`, `At most ${size}.`);
    case 'minimum':
      return both(`不得小于 ${size}。`, `Not less than ${size}.`);
    case 'maximum':
      return both(`不得大于 ${size}。`, `Not more than ${size}.`);
    case 'exclusiveMinimum':
      return both(`须大于 ${size}。`, `More than ${size}.`);
    case 'type':
    case 'enum':
    case 'const':
      return value === undefined || value === '' ? MISSING : both('填写有误。', 'This is not right.');
    default:
      return both('格式不对。', 'The format is invalid.');
  }
}
