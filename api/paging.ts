import { z } from 'zod';
import type { Page, PageRequest } from '../models/page';

const MOST_PER_PAGE = 200;
const USUAL_PER_PAGE = 50;

/** The part of a list that is asked for. */
export const pageQuery = {
  page: z.coerce.number().int().min(1).max(100_000).default(1).meta({ description: 'Starts at 1.' }),
  perPage: z.coerce.number().int().min(1).max(MOST_PER_PAGE).default(USUAL_PER_PAGE),
};

/** The same as the models take it. */
export function pageRequest({ page, perPage }: { page: number; perPage: number }): PageRequest {
  return { offset: (page - 1) * perPage, limit: perPage };
}

/** A page of a list, as it is answered. */
export function pageSchema<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), page: z.int(), perPage: z.int(), total: z.int() });
}

export function pageOf<T>({ items, total, offset, limit }: Page<T>): {
  items: T[];
  page: number;
  perPage: number;
  total: number;
} {
  return { items, page: Math.floor(offset / limit) + 1, perPage: limit, total };
}

/** A query parameter that may be given once or several times. */
export function oneOrMore<T extends z.ZodType>(item: T) {
  return z.union([item.transform((value) => [value]), z.array(item).min(1).max(50)]);
}

/** `true` or `false` in a query. */
export const flag = z.enum(['true', 'false']).transform((value) => value === 'true');
