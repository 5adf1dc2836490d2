import fc from 'fast-check';
import { after, positionOf } from '../../models/keyset';
import type { SortKey } from '../../models/keyset';
import { pageOfAll } from '../../models/page';
import type { Page } from '../../models/page';

interface Row {
  _id: string;
  entry: { at: Date | null; word: string | null };
}

const rows = fc.uniqueArray(
  fc.record({
    _id: fc.string({ minLength: 1, maxLength: 3, unit: 'grapheme-ascii' }),
    entry: fc.record({
      at: fc.option(fc.integer({ min: 0, max: 3 }).map((n) => new Date(n * 1_000))),
      word: fc.option(fc.constantFrom('', 'a', 'b')),
    }),
  }),
  { selector: ({ _id }) => _id, maxLength: 12 },
);
const orders = fc.constantFrom<SortKey['direction']>(1, -1).map((direction): SortKey[] => [
  { field: 'entry.word', direction, kind: 'text', optional: true },
  { field: 'entry.at', direction, kind: 'instant', optional: true },
  { field: '_id', direction, kind: 'text' },
]);

/** As MongoDB compares: nothing before everything, and `$gt` and `$lt` only what is of the same type. */
function compare(a: unknown, b: unknown): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? -1 : 1;
  const [x, y] = [a, b].map((one) => (one instanceof Date ? one.getTime() : (one as string))) as [string, string];
  return x === y ? 0 : x < y ? -1 : 1;
}

function valueIn(row: Row, field: string): unknown {
  return field === '_id' ? row._id : field === 'entry.at' ? row.entry.at : row.entry.word;
}

const OPERATORS: Record<string, (a: unknown, b: unknown) => boolean> = {
  $eq: (a, b) => compare(a, b) === 0,
  $gt: (a, b) => a !== null && compare(a, b) > 0,
  $gte: (a, b) => a !== null && compare(a, b) >= 0,
  $lt: (a, b) => a !== null && compare(a, b) < 0,
};

function holds(row: Row, condition: Record<string, unknown>): boolean {
  return Object.entries(condition).every(([field, wanted]) =>
    Object.entries(wanted as object).every(([operator, value]) => OPERATORS[operator]?.(valueIn(row, field), value)),
  );
}

test('what comes after a row in an order is found by exactly one of the alternatives; nothing else is by any', () => {
  fc.assert(
    fc.property(rows, orders, (all, order) => {
      const sorted = [...all].sort(
        (a, b) =>
          order
            .map(({ field, direction }) => direction * compare(valueIn(a, field), valueIn(b, field)))
            .find((n) => n !== 0) ?? 0,
      );
      sorted.forEach((row, i) => {
        const alternatives = after(order, positionOf(order, row));
        const found = sorted.map((one) => alternatives.filter((condition) => holds(one, condition)).length);
        expect(found).toEqual(sorted.map((_, j) => (j > i ? 1 : 0)));
      });
    }),
  );
});

test('pages of what is in memory are the whole in order, each once, though some leave and others come', () => {
  const all = ['a', 'b', 'c', 'd', 'e'];
  const first = pageOfAll(all, (one) => one, { limit: 2 });
  const later = ['0', 'b', 'c2', ...all.slice(2)];
  let page: Page<string> = first;
  const seen = [...first.items];
  while (page.next !== undefined) {
    page = pageOfAll(later, (one) => one, { limit: 2, after: page.next });
    seen.push(...page.items);
  }
  expect(seen).toEqual(['a', 'b', 'c', 'c2', 'd', 'e']);
});
