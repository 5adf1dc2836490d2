import type { Model, QueryFilter } from 'mongoose';
import { LIST_WITHIN_MS, orTooBroad } from './limits';
import { MOST_COUNTED, totalOf } from './page';
import type { Page, PageRequest, Position, Total } from './page';

/** A field of an order. */
export interface SortKey {
  /** Path in the row. */
  field: string;
  direction: 1 | -1;
  kind: 'text' | 'instant';
  /** Some rows lack it; they come first upwards. */
  optional?: boolean;
}

type Condition = Record<string, unknown>;

/** Before every text, and before every instant. */
const LEAST = { text: '', instant: new Date(-8.64e15) } as const;

/**
 * What comes after a position in an order, as alternatives each of which is one stretch of the order: so each is found
 * by the index of the order, however deep in the list.
 */
export function after(keys: readonly SortKey[], position: Position): Condition[] {
  const values = keys.map(({ kind }, i) => valueOf(kind, position[i] ?? null));
  return keys.flatMap((key, i) => {
    const same = Object.fromEntries(keys.slice(0, i).map(({ field }, j) => [field, { $eq: values[j] }]));
    return beyond(key, values[i] ?? null).map((condition) => ({ ...same, ...condition }));
  });
}

function beyond({ field, direction, kind, optional }: SortKey, value: string | Date | null): Condition[] {
  if (direction === 1) return [{ [field]: value === null ? { $gte: LEAST[kind] } : { $gt: value } }];
  if (value === null) return [];
  return [{ [field]: { $lt: value } }, ...(optional === true ? [{ [field]: { $eq: null } }] : [])];
}

function valueOf(kind: SortKey['kind'], value: string | null): string | Date | null {
  return value === null || kind === 'text' ? value : new Date(value);
}

/** Where a row stands in an order. */
export function positionOf(keys: readonly SortKey[], row: object): Position {
  return keys.map(({ field }) => {
    const value = field.split('.').reduce<unknown>((part, name) => (part as Condition | undefined)?.[name], row);
    if (value instanceof Date) return value.toISOString();
    return typeof value === 'string' ? value : null;
  });
}

/** One of some conditions, each together with one of some others. */
export function both(some: readonly Condition[], others: readonly Condition[]): Condition[] {
  return some.flatMap((one) =>
    others.map((other) => (isEmpty(one) ? other : isEmpty(other) ? one : { $and: [one, other] })),
  );
}

function isEmpty(condition: Condition): boolean {
  return Object.keys(condition).length === 0;
}

/** Any of these, as one query; nothing if there are none. */
export function anyOf<Row>(alternatives: readonly Condition[]): QueryFilter<Row> {
  const [first, ...more] = alternatives;
  if (first === undefined) return { _id: { $in: [] } };
  return more.length === 0 ? first : { $or: [...alternatives] };
}

/**
 * A page of rows: those that any of some conditions finds, in an order that says of each row where it stands. Stable
 * while data change: what was passed is not seen again, and what was there from the start is not lost.
 *
 * @throws TooBroad if the database takes too long for it
 */
export async function readPage<Row extends object>(
  rows: Model<Row>,
  wanted: {
    alternatives: readonly Condition[];
    order: readonly SortKey[];
    /** Fields of the rows; all if left out. */
    fields?: Record<string, 0 | 1>;
  },
  page: PageRequest,
): Promise<Page<Row>> {
  const { alternatives, order, fields = {} } = wanted;
  if (alternatives.length === 0) return { items: [], total: { count: 0 } };
  const from = page.after === undefined ? alternatives : both(alternatives, after(order, page.after));
  const sort = Object.fromEntries(order.map(({ field, direction }) => [field, direction]));
  const [found, total] = await orTooBroad(
    Promise.all([
      rows
        .find(anyOf<Row>(from), fields)
        .sort(sort)
        .limit(page.limit + 1)
        .maxTimeMS(LIST_WITHIN_MS)
        .lean(),
      countOf(rows, alternatives),
    ]),
  );
  const items = found.slice(0, page.limit) as Row[];
  const last = items.at(-1);
  return {
    items,
    total,
    ...(last === undefined || found.length <= page.limit ? {} : { next: positionOf(order, last) }),
  };
}

async function countOf<Row extends object>(rows: Model<Row>, alternatives: readonly Condition[]): Promise<Total> {
  const counted = rows.countDocuments(anyOf<Row>(alternatives), { limit: MOST_COUNTED + 1, maxTimeMS: LIST_WITHIN_MS });
  return totalOf(await counted);
}
