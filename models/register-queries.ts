import { declare } from './queries';
import type { DeclaredIndex, DeclaredQuery, Keys } from './queries';
import { FILTER_NAMES, FILTERS } from './register-fields';
import type { FieldName } from './register-fields';

/** By what the register is sorted; what is alike in the order of the fields that follow, all in one direction. */
export const SORTS = {
  no: ['_id'],
  recordedAt: ['entry.recordedAt', '_id'],
  dueAt: ['entry.dueAt', '_id'],
  updatedAt: ['entry.updatedAt', '_id'],
  severity: ['entry.severity', 'entry.recordedAt', '_id'],
  resolvedAt: ['entry.resolvedAt', '_id'],
  closedAt: ['entry.closedAt', '_id'],
} as const satisfies Readonly<Record<string, readonly string[]>>;
export const SORT_FIELDS = ['no', 'recordedAt', 'dueAt', 'updatedAt', 'severity', 'resolvedAt', 'closedAt'] as const;
export type SortField = (typeof SORT_FIELDS)[number];

const STATUS = 'entry.status';
const RECORDED = SORTS.recordedAt;

/**
 * Facts that are asked for with a status as often as without. One index serves both: without, every status is asked for
 * by name (`queryOf`), and the parts are merged in order.
 */
export const WITH_STATUS: readonly FieldName[] = ['policy', 'department', 'handler', 'categories', 'places'];

const filtered = [
  ...new Set(
    FILTER_NAMES.flatMap((name): FieldName[] => {
      const { field, way } = FILTERS[name];
      return way === 'oneOf' || way === 'is' ? [field] : [];
    }),
  ),
];
const ranged = FILTER_NAMES.flatMap((name) => {
  const { field, way } = FILTERS[name];
  return way === 'oneOf' || way === 'is' ? [] : [[name, field] as const];
});

function up(fields: readonly string[]): Keys {
  return Object.fromEntries(fields.map((field) => [field, 1 as const]));
}

function down(fields: readonly string[]): Keys {
  return Object.fromEntries(fields.map((field) => [field, -1 as const]));
}

function alone(fields: readonly FieldName[]): FieldName[] {
  return fields.filter((field) => !WITH_STATUS.includes(field) && field !== 'severity');
}

const lists: DeclaredQuery[] = [
  ...SORT_FIELDS.map((name) => ({ name: `first page by ${name}`, sort: up(SORTS[name]) })),
  ...filtered.map((field) => ({
    name: `by ${field}`,
    equal: [`entry.${field}`, ...(WITH_STATUS.includes(field) ? [STATUS] : [])],
    sort: down(RECORDED),
  })),
  { name: 'by status and due time', equal: [STATUS], sort: up(SORTS.dueAt) },
  ...ranged.map(([name, field]): DeclaredQuery =>
    field === 'recordedAt'
      ? { name, range: `entry.${field}`, sort: down(RECORDED) }
      : { name, range: `entry.${field}`, sortsWhatItFinds: true, sort: down(RECORDED) },
  ),
  { name: 'by words, phone or mail', equal: ['tokens'], sort: down(RECORDED) },
];

const TASKS = [['hasTasks'], ['tasks.openTo'], ['tasks.assignee']].map((by) => [...by, ...SORTS.dueAt]);

const indexes: DeclaredIndex[] = [
  // The embedded stand-in finds a row fast only by exactly the fields of a unique index, so compare-and-set needs it.
  { keys: up(['_id', 'rev']), unique: true },
  ...SORT_FIELDS.filter((name) => name !== 'no').map((name) => ({ keys: up(SORTS[name]) })),
  ...alone(filtered).map((field) => ({ keys: up([`entry.${field}`, ...RECORDED]) })),
  ...WITH_STATUS.map((field) => ({ keys: up([`entry.${field}`, STATUS, ...RECORDED]) })),
  { keys: up([STATUS, ...SORTS.dueAt]) },
  { keys: up(['tokens', ...RECORDED]) },
  ...TASKS.map((fields) => ({ keys: up(fields) })),
  { keys: up(['entry.policy', 'marks.at']) },
  { keys: up(['uncounted']) },
];

/**
 * What the register is asked. Every list is narrowed to the places that its reader sees as well: where these are few,
 * that is the index, and everything else is looked at in the rows found; where they are most, rows are read in order by
 * another and few are passed over.
 */
export const REGISTER_QUERIES = declare({
  collection: 'register',
  indexes,
  queries: [
    ...lists,
    { name: 'compare-and-set', equal: ['_id', 'rev'] },
    ...TASKS.map(([by = '', ...order]) => ({ name: `tasks by ${by}`, equal: [by], sort: up(order) })),
    { name: 'a report’s marks', equal: ['entry.policy'], range: 'marks.at' },
    {
      ...{ name: 'marks behind a figure', equal: ['entry.policy'], range: 'marks.at' },
      ...{ sort: { _id: -1 }, sortsWhatItFinds: true },
    },
    { name: 'not counted yet', equal: ['uncounted'] },
    { name: 'open ones, one by one', equal: [STATUS], sort: up(RECORDED) },
    { name: 'whether a place has cases', equal: ['entry.places'] },
    { name: 'all, one by one', sort: up(['_id']) },
  ],
});
