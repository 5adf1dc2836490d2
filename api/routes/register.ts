import { z } from 'zod';
import { instantSchema } from '../../domain/time/instant';
import { both } from '../../domain/values/text';
import { SORT_FIELDS } from '../../models/register';
import { FIELD_NAMES, FIELDS, FILTER_NAMES, FILTERS } from '../../models/register-fields';
import type { FactFilter, Field, FieldKind, FilterName, RegisterEntry, Way } from '../../models/register-fields';
import type { RegisterFilter } from '../../models/register-query';
import { hiddenFrom } from '../case/hidden-from';
import { seenBy } from '../case/seen-places';
import { csvFile } from '../csv';
import { defineOperation } from '../operation';
import { flag, oneOrMore, pageQuery, pageSchema, Paging } from '../paging';
import { textQuery } from '../text-query';
import { tooBroad } from '../too-broad';

const IN_QUERY: Readonly<Record<Way, (filter: FactFilter) => z.ZodType>> = {
  oneOf: ({ values }) => oneOrMore(values === undefined ? z.string().min(1).max(100) : z.enum(values)),
  is: () => flag,
  from: () => instantSchema(),
  to: () => instantSchema(),
  passed: () => flag,
};

/** The filters as they come in a query: what has passed is said by `true` or `false`. */
type Asked = { [N in FilterName]?: N extends 'overdue' ? boolean : RegisterFilter[N] };

const filters = Object.fromEntries(
  FILTER_NAMES.map((name) => {
    const filter: FactFilter = FILTERS[name];
    const field: Field = FIELDS[filter.field];
    const schema = IN_QUERY[filter.way](filter).optional();
    const help = filter.help ?? (filter.way === 'oneOf' ? field.help : undefined);
    return [name, help === undefined ? schema : schema.meta({ description: help })];
  }),
);

const listQuery = z.strictObject({
  ...filters,
  text: textQuery,
  sort: z.enum(SORT_FIELDS).default('recordedAt'),
  order: z.enum(['asc', 'desc']).default('desc'),
  format: z.enum(['json', 'csv']).default('json').meta({
    description: '`csv`: everything that the filters find, in this order, as a file.',
  }),
  ...pageQuery,
});

const IN_ANSWER: Readonly<Record<FieldKind, (field: Field) => z.ZodType>> = {
  text: ({ values }) => (values === undefined ? z.string() : z.enum(values)),
  texts: () => z.array(z.string()),
  number: () => z.int(),
  flag: () => z.boolean(),
  instant: () => z.iso.datetime(),
  due: () => z.iso.datetime(),
};

const entrySchema = z
  .object(
    Object.fromEntries(
      FIELD_NAMES.map((name) => {
        const field: Field = FIELDS[name];
        const schema = field.required ? IN_ANSWER[field.kind](field) : IN_ANSWER[field.kind](field).optional();
        return [name, field.help === undefined ? schema : schema.meta({ description: field.help })];
      }),
    ),
  )
  .meta({ id: 'RegisterEntry' });

/** More than a spreadsheet is read for. */
const MOST_IN_FILE = 50_000;

/** The register: complaints by plain facts, found by their words. It follows the cases by moments. */
export const list = defineOperation({
  id: 'listComplaints',
  method: 'get',
  path: '/complaints',
  tag: 'Complaints',
  title: both('查询投诉', 'List complaints'),
  help: both(
    '只含不涉及个人的信息，限本人岗位所在单位及其下级的投诉；稍滞后于案件本身。翻页用上一页的 next。format=csv 导出符合条件的全部，最多五万件。',
    'Facts without personal data, limited to complaints of the places where you hold a post and the places below; ' +
      'behind the cases themselves by moments. `next` leads to the next page. `format=csv` gives everything that the filters ' +
      'find, fifty thousand at most.',
  ),
  who: 'staff',
  querySchema: listQuery,
  answers: { 200: { description: 'A page of the register.', schema: pageSchema(entrySchema), also: ['text/csv'] } },
  problems: ['TooBroad'],
  handle: async ({ deps, actor, query, log }) => {
    const { sort, order, format, cursor, perPage, text, ...asked } = query;
    const { overdue, ...facts } = asked as Asked;
    const filter: RegisterFilter = {
      ...facts,
      ...(overdue === undefined ? {} : { overdue: { is: overdue, at: deps.clock().toISOString() } }),
      ...(text === undefined ? {} : { text, notFoundByWords: await hiddenFrom(deps, actor) }),
      ...seenBy(actor),
    };
    const inOrder = { by: sort, descending: order === 'desc' };
    const { register } = deps.models;
    if (format === 'csv') {
      const rows: (string | number)[][] = [];
      for await (const entry of register.each(filter, inOrder)) {
        if (rows.length === MOST_IN_FILE) throw tooBroad();
        rows.push(FIELD_NAMES.map((name) => cellOf(entry, name)));
      }
      log.info({ staff: actor.id, rows: rows.length }, 'register exported');
      return csvFile('complaints', FIELD_NAMES, rows);
    }
    const paging = new Paging(deps.secrets.fingerprint, { id: 'listComplaints', query });
    const found = await register.list(filter, inOrder, paging.request({ cursor, perPage }));
    return { status: 200, body: paging.answer(found, { perPage }) };
  },
});

/** What lies within something is written as its path. */
function cellOf(entry: RegisterEntry, name: keyof RegisterEntry): string | number {
  const value = entry[name];
  if (value === undefined) return '';
  if (Array.isArray(value)) return value.join('/');
  return typeof value === 'boolean' ? String(value) : value;
}
