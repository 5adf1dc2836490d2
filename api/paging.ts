import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { both } from '../domain/values/text';
import type { Page, PageRequest, Position } from '../models/page';
import { MOST_COUNTED } from '../models/page';
import { invalid } from './invalid';
import type { Problem } from './problem';

const MOST_PER_PAGE = 200;
const USUAL_PER_PAGE = 50;
const MARK_BYTES = 12;

/** The part of a list that is asked for. */
export const pageQuery = {
  cursor: z
    .string()
    .min(1)
    .max(1_000)
    .optional()
    .meta({ description: '`next` of the previous page, with the same filters and order. Without it: the first page.' }),
  perPage: z.coerce.number().int().min(1).max(MOST_PER_PAGE).default(USUAL_PER_PAGE),
};

/** A page of a list, as it is answered. */
export function pageSchema<T extends z.ZodType>(item: T) {
  return z.object({
    items: z.array(item),
    perPage: z.int(),
    total: z.int().meta({ description: 'How many there are in all; see `totalIs`.' }),
    totalIs: z.enum(['exact', 'atLeast']).meta({
      description: `\`exact\` up to ${MOST_COUNTED}; beyond, \`total\` says ${MOST_COUNTED} and there are more (\`atLeast\`).`,
    }),
    next: z.string().optional().meta({ description: '`cursor` of the next page; absent on the last.' }),
  });
}

interface Asked {
  cursor?: string | undefined;
  perPage: number;
}

/** Pages of one list under one set of filters and one order: what belongs to others is refused as a cursor of theirs. */
export class Paging {
  readonly #about: string;

  /**
   * @param secret keys the marks of cursors, so that nobody makes their own
   * @param list the operation, with everything that says what is in the list and in which order
   */
  constructor(
    private readonly secret: Buffer,
    list: { id: string; query: object },
  ) {
    const { cursor: _cursor, perPage: _perPage, ...query } = list.query as Record<string, unknown>;
    this.#about = JSON.stringify([list.id, Object.entries(query).sort(([a], [b]) => (a < b ? -1 : 1))]);
  }

  /**
   * What is asked for, as the models take it.
   * @throws Problem Invalid, if the cursor is none of this list
   */
  request({ cursor, perPage }: Asked): PageRequest {
    return cursor === undefined ? { limit: perPage } : { limit: perPage, after: this.#positionOf(cursor) };
  }

  /** The page as it is answered. */
  answer<T>({ items, total, next }: Page<T>, { perPage }: Asked) {
    return {
      ...{ items, perPage, total: total.count, totalIs: total.atLeast === true ? 'atLeast' : 'exact' },
      ...(next === undefined ? {} : { next: this.#cursorOf(next) }),
    };
  }

  #cursorOf(position: Position): string {
    const text = JSON.stringify(position);
    return Buffer.concat([this.#markOf(text), Buffer.from(text, 'utf8')]).toString('base64url');
  }

  #positionOf(cursor: string): Position {
    const bytes = Buffer.from(cursor, 'base64url');
    const text = bytes.subarray(MARK_BYTES).toString('utf8');
    const isOurs =
      bytes.length > MARK_BYTES &&
      bytes.toString('base64url') === cursor &&
      timingSafeEqual(bytes.subarray(0, MARK_BYTES), this.#markOf(text));
    if (!isOurs) throw notOfThisList();
    return JSON.parse(text) as Position;
  }

  #markOf(text: string): Buffer {
    return createHmac('sha256', this.secret).update(`cursor\n${this.#about}\n${text}`).digest().subarray(0, MARK_BYTES);
  }
}

function notOfThisList(): Problem {
  return invalid([
    {
      field: '?cursor',
      code: 'invalid_cursor',
      message: both(
        '不是此列表在当前条件和排序下的翻页标记。请原样使用上一页的 next；更改了条件或排序，请去掉 cursor 从头查询。',
        'The cursor does not belong to this list with these filters and this order. Send `next` of the previous page unchanged. ' +
          'If you changed the filters or the order, leave out `cursor` to start from the first page.',
      ),
    },
  ]);
}

/** A query parameter that may be given once or several times. */
export function oneOrMore<T extends z.ZodType>(item: T) {
  return z.union([item.transform((value) => [value]), z.array(item).min(1).max(50)]);
}

/** `true` or `false` in a query. */
export const flag = z.enum(['true', 'false']).transform((value) => value === 'true');
